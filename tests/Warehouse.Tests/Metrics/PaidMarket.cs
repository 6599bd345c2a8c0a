using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Rollups;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>A market with nothing but what a test writes: token 1 is GOLD, the market's; token 2 is USDC. No decimals.</summary>
internal sealed class PaidMarket : IDisposable
{
    private const int PartiesMax = 200;

    private readonly WarehouseFile _warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
    private readonly List<(string Table, string Row)> _drawn = [];
    private int _logIndex;

    /// <summary>Of which payments are from now on.</summary>
    public int Transaction { get; set; }

    /// <param name="lastDay">The day of the last indexed block.</param>
    public PaidMarket(string lastDay = "2025-06-30")
    {
        Connection.Execute(
            $"""
            insert into chain.address select id, unhex(printf('%040x', id)) from range(1, {PartiesMax + 1}) party (id);
            insert into chain.system values ('m', 'M', 'GOLD', null);
            insert into market.token values (1, 1, 'm', 'GOLD', 0, 'erc20', true), (1, 2, 'm', 'USDC', 0, 'erc20', false);
            insert into chain.block values (1, 0, 1, 1, 0, 0, timestamp '{lastDay} 23:59:59');
            """
        );
    }

    /// <summary>With all transfers and payments: they wait for who asks, since a statement for each would take longer than most tests.
    /// </summary>
    public DuckDBConnection Connection
    {
        get
        {
            foreach (IGrouping<string, string> rows in _drawn.GroupBy(drawn => drawn.Table, drawn => drawn.Row))
            {
                _warehouse.Connection.Execute($"insert into {rows.Key} values {string.Join(",\n", rows)}");
            }

            _drawn.Clear();
            return _warehouse.Connection;
        }
    }

    /// <summary>As the indexer does after each range: everything here is in block 0.</summary>
    public void FillRollups()
    {
        Connection.Execute("delete from rollup.made_of; delete from rollup.part");
        Rollup.Fill(Connection, chainId: 1, new BlockRange(0, 0), CancellationToken.None);
    }

    public void Pay(
        string role,
        int payer,
        int payee,
        Int128 amount,
        string day = "2025-01-01",
        string? asset = null,
        string evidence = "transfer"
    ) =>
        _drawn.Add(
            (
                "market.payment",
                $"(1, 0, {_logIndex}, {Transaction}, timestamp '{day}', 'm', '{role}', 2, {payer}, {payee}, {amount}, {Quoted(asset)}, '{evidence}', {_logIndex++})"
            )
        );

    /// <summary>One more leg of the log that was paid last.</summary>
    public void Fee(string role, int payer, int payee, Int128 amount)
    {
        _logIndex--;
        Pay(role, payer, payee, amount);
    }

    /// <summary>A payment leg with the transfer of GOLD that it labels.</summary>
    public void PayByTransfer(
        string role,
        int payer,
        int payee,
        Int128 amount,
        string day = "2025-01-01",
        string? asset = null
    )
    {
        int leg = _logIndex;
        Transfer(payer, payee, amount, day);
        _drawn.Add(
            (
                "market.payment",
                $"(1, 0, {_logIndex++}, {Transaction}, timestamp '{day}', 'm', '{role}', 1, {payer}, {payee}, {amount}, {Quoted(asset)}, 'transfer', {leg})"
            )
        );
    }

    public void Transfer(int from, int to, Int128 amount, string day = "2025-01-01") =>
        _drawn.Add(("market.transfer", $"(1, 0, {_logIndex++}, 0, timestamp '{day}', 'm', 1, {from}, {to}, {amount})"));

    public void Contribute(int party, string day) =>
        Connection.Execute(
            $"insert into market.contribution values (1, 0, {_logIndex++}, timestamp '{day}', 'm', 'm/a', {party}, 1)"
        );

    public void Asset(string key, string kind = "dataset", int? owner = null) =>
        Connection.Execute(
            $"insert into market.asset values (1, 0, {_logIndex++}, timestamp '2025-01-01', 'm', '{key}', '{kind}', '{key}!', $owner)",
            ("owner", owner)
        );

    public void Derive(
        string subject,
        string part,
        int weight = 1,
        string verb = "was_derived_from",
        string day = "2025-01-01"
    ) =>
        Connection.Execute(
            $"""
            insert into market.provenance values
                (1, 0, {_logIndex++}, timestamp '{day}', 'm', '{subject}', '{verb}', '{part}', {weight}, 'log', 1000000)
            """
        );

    public void Attribute(string asset, int party, string role, int? sharePpm, string day = "2025-01-01") =>
        Connection.Execute(
            $"insert into market.attribution values (1, 0, {_logIndex++}, timestamp '{day}', 'm', '{asset}', {party}, '{role}', $share)",
            ("share", sharePpm)
        );

    public void Term(string asset, string royaltyEvent, int sharePpm, string day = "2025-01-01") =>
        Connection.Execute(
            $"insert into market.royalty_term values (1, 0, {_logIndex++}, timestamp '{day}', 'm', '{asset}', '{royaltyEvent}', {sharePpm})"
        );

    public void Attest(string subject, int party, string kind, bool isAccepted) =>
        Connection.Execute(
            $"insert into market.attestation values (1, 0, {_logIndex++}, timestamp '2025-01-01', 'm', '{subject}', {party}, '{kind}', {isAccepted})"
        );

    /// <summary>A job on an asset that somebody asked for is done.</summary>
    public void Complete(string asset, int? requester, string day = "2025-01-01") =>
        Connection.Execute(
            $"""
            insert into market.job values
                (1, 0, {_logIndex}, timestamp '{day}', 'm', 'm/job/{_logIndex++}', '{asset}', 'inference', 'completed', $requester, null, false, 1, null)
            """,
            ("requester", requester)
        );

    /// <param name="reviewer">Null where the work is handed in.</param>
    public void Review(
        string work,
        string action,
        int contributor,
        string day,
        int? reviewer = null,
        int? quality = null,
        string channel = "annotation"
    ) =>
        Connection.Execute(
            $"""
            insert into market.review values
                (1, 0, {_logIndex++}, timestamp '{day}', 'm', 'm/work/{work}', 'm/task/1', '{channel}', 'm/a', {contributor}, $reviewer, '{action}', $quality, $best)
            """,
            ("reviewer", reviewer),
            ("quality", quality),
            ("best", quality is null ? null : 100)
        );

    /// <summary>The log that was paid last grants access.</summary>
    public void Grant(string asset, int party, string day = "2025-01-01") =>
        Connection.Execute(
            $"insert into market.entitlement values (1, 0, {_logIndex - 1}, timestamp '{day}', 'm', '{asset}', {party})"
        );

    /// <summary>Gives a party another address, in 40 hex digits.</summary>
    public void Address(int party, string hex) =>
        Connection.Execute($"update chain.address set address = unhex('{hex}') where address_id = {party}");

    public void Control(int party, int controller, string rule) =>
        Connection.Execute(
            $"insert into market.control values (1, 0, {_logIndex++}, timestamp '2025-01-01', 'm', {party}, {controller}, '{rule}')"
        );

    public void Label(int party, string entity, string labelClass = "other", int confidencePpm = 1_000_000) =>
        Connection.Execute(
            $"""
            insert into party.declared_label
            select address, '{entity}', '{labelClass}', {confidencePpm}, 'a test', timestamp '2025-07-01', null
            from chain.address
            where address_id = {party}
            """
        );

    public void Hold(int party, string contractClass) =>
        Connection.Execute($"insert into market.holder values (1, 0, {party}, 'm', '{contractClass}')");

    /// <summary>Rows of a rollup that its view does not tell, and the other way round.</summary>
    public long Unlike(string rollup) =>
        Connection.Scalar<long>(
            $"""
            select count(*)
            from (
                (from rollup.{rollup} except all from rollup.{rollup}_told)
                union all
                (from rollup.{rollup}_told except all from rollup.{rollup})
            )
            """
        );

    /// <summary>Rows as text, NULL as "-".</summary>
    public string[] Rows(
        string metric,
        string? first = null,
        MetricActor actor = MetricActor.Address,
        DateTime? knownAt = null
    ) =>
        [
            .. MetricCatalogue
                .Run(Connection, metric, "m", actor: actor, knownAt: knownAt)
                .Rows.Where(row => first is null || (string)row[0]! == first)
                .Select(row => string.Join(' ', row.Select(Text))),
        ];

    public void Dispose() => _warehouse.Dispose();

    private static string Quoted(string? text) =>
        text is null ? "null" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Text(object? value) =>
        value switch
        {
            null => "-",
            "" => "''",
            DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            _ => $"{value}",
        };
}
