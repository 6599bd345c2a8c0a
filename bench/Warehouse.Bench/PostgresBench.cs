using System.Diagnostics;
using System.Globalization;
using Souk.DuckDb;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Traces;

namespace Souk.Warehouse.Bench;

/// <summary>The same questions of a warehouse and of PostgreSQL with indexes, asked in turn.</summary>
/// <remarks>Statements are the same on both sides but for lineage, which the warehouse walks by its rollups and PostgreSQL by recursion
/// over an index. Answers must be equal before anything is timed. Times are the clock's: what a reader waits for.</remarks>
internal static class PostgresBench
{
    private const int Rounds = 5;

    private const string Tables = """
        create schema market;
        create unlogged table market.payment (
            time timestamp not null, system text not null, role text not null, token_id integer not null, payer_id integer not null,
            payee_id integer not null, amount numeric not null, asset_key text
        );
        create unlogged table market.transfer (
            time timestamp not null, system text not null, token_id integer not null, sender_id integer not null,
            recipient_id integer not null, amount numeric not null
        );
        create unlogged table market.provenance (subject text not null, object text not null);
        """;

    private const string Indexes = """
        create index on market.payment (asset_key);
        create index on market.payment (payee_id);
        create index on market.payment (system, time);
        create index on market.transfer (system, sender_id);
        create index on market.transfer (system, recipient_id);
        create index on market.provenance (subject);
        analyze;
        """;

    private static readonly (string Table, string Columns)[] s_exports =
    [
        ("market.payment", "time, system, role, token_id, payer_id, payee_id, amount, asset_key"),
        ("market.transfer", "time, system, token_id, sender_id, recipient_id, amount"),
        ("market.provenance", "subject, object"),
    ];

    private static readonly (string Name, string Sql)[] s_questions =
    [
        (
            "gross value by month",
            """
            select date_trunc('month', time)::date, token_id, sum(amount) from market.payment
            where system = 'market0' and role in ('price', 'protocol_fee', 'market_fee', 'provider_fee') group by 1, 2 order by 1, 2
            """
        ),
        (
            "supply by day",
            """
            select time::date, sum(case when sender_id = 0 then amount else -amount end) from market.transfer
            where system = 'market0' and (sender_id = 0 or recipient_id = 0) group by 1 order by 1
            """
        ),
        (
            "balance of every party",
            """
            select count(*), sum(balance), max(balance) from (
                select party, sum(change) as balance from (
                    select recipient_id as party, amount as change from market.transfer where system = 'market0'
                    union all
                    select sender_id, -amount from market.transfer where system = 'market0'
                ) moves group by party
            ) balances where balance > 0
            """
        ),
        (
            "what one party was paid",
            """
            select role, token_id, count(*), sum(amount) from market.payment
            where payee_id = (select max(payee_id) from market.payment where asset_key = $asset) group by 1, 2 order by 1, 2
            """
        ),
        (
            "what was paid for one asset",
            "select role, token_id, count(*), sum(amount) from market.payment where asset_key = $asset group by 1, 2 order by 1, 2"
        ),
    ];

    private const string Upstream = """
        with recursive upstream (asset) as (
            select $asset union select p.object from upstream u join market.provenance p on p.subject = u.asset
        )
        select (select count(*) from upstream), count(*), sum(amount) from (
            select u.asset, p.payee_id, p.role, p.token_id, sum(p.amount) as amount from upstream u join market.payment p on p.asset_key = u.asset
            where p.role in ('price', 'royalty', 'reward', 'fee_share') group by 1, 2, 3, 4
        ) receipts
        """;

    /// <param name="asset">Of which the lineage is asked.</param>
    /// <param name="sold">Which was paid for.</param>
    public static void Run(string file, string settings, string asset, string sold)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(file, settings);
        using PostgresCluster cluster = new();
        Stopwatch watch = Stopwatch.StartNew();
        Load(warehouse.Connection, cluster);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"PostgreSQL filled and indexed in {watch.Elapsed.TotalSeconds:0} s"
            )
        );
        foreach ((string name, string sql) in s_questions)
        {
            string question = sql.Replace("$asset", $"'{sold}'", StringComparison.Ordinal);
            Compare(name, () => Ask(warehouse.Connection, question), () => cluster.Time(question));
        }

        string recursion = Upstream.Replace("$asset", $"'{asset}'", StringComparison.Ordinal);
        Compare(
            "lineage to cash",
            () =>
            {
                Lineage found = Lineage.Find(warehouse.Connection, asset, Lineage.DepthMax)!;
                LineageReceipt[] receipts =
                [
                    .. found.Parts.SelectMany(part => part.Parties).SelectMany(party => party.Receipts),
                ];
                return $"{found.Parts.Count}|{receipts.Length}|{receipts.Aggregate(System.Numerics.BigInteger.Zero, (sum, one) => sum + one.Amount)}";
            },
            () => cluster.Time(recursion)
        );
    }

    private static void Load(DuckDBConnection connection, PostgresCluster cluster)
    {
        cluster.Ask(Tables);
        foreach ((string table, string columns) in s_exports)
        {
            string path = Path.Combine(cluster.Folder, table + ".csv");
            connection.Execute($"copy (select {columns} from {table}) to '{path}' (header false)");
            cluster.Ask($"\\copy {table} from '{path}' csv");
            File.Delete(path);
        }

        cluster.Ask(Indexes);
    }

    private static string Ask(DuckDBConnection connection, string question) =>
        string.Join(
            '\n',
            connection.Query(
                question,
                row =>
                    string.Join(
                        '|',
                        Enumerable
                            .Range(0, row.FieldCount)
                            .Select(column =>
                                row.GetValue(column) switch
                                {
                                    DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                                    DateTime time => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                                    var value => Convert.ToString(value, CultureInfo.InvariantCulture),
                                }
                            )
                    )
            )
        );

    private static void Compare(string name, Func<string> ours, Func<(string Answer, double Milliseconds)> theirs)
    {
        (string own, string other) = (ours(), theirs().Answer);
        if (own != other)
        {
            throw new InvalidOperationException($"{name} differs: no times of unequal answers.\n{own}\n\n{other}");
        }

        List<double> mine = [];
        List<double> beside = [];
        for (int round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            ours();
            mine.Add(watch.Elapsed.TotalMilliseconds);
            beside.Add(theirs().Milliseconds);
        }

        (double our, double their) = (mine.Order().ElementAt(Rounds / 2), beside.Order().ElementAt(Rounds / 2));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -28} ours {our, 9:0.0} ms   PostgreSQL {their, 9:0.0} ms   ratio {their / our:0.00} (clock, median of {Rounds})"
            )
        );
    }
}
