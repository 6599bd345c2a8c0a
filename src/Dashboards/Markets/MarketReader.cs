using System.Numerics;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Records;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Trust;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Markets;

/// <summary>Reads one market's page from the warehouse.</summary>
/// <param name="asOf">Later blocks do not count, UTC; null counts all.</param>
internal sealed class MarketReader(DuckDBConnection connection, string system, DateTime? asOf = null)
{
    public MarketSummary Summary()
    {
        (string title, string? label) = connection
            .Query(
                "select title, label from chain.system where system = $system",
                row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)),
                ("system", system)
            )
            .Single();
        MetricRows supply = Rows("supply");
        Coverage coverage = Coverage.Read(connection, system, asOf);
        return new MarketSummary(
            system,
            title,
            label,
            TokenOf(Rows("token")[0]),
            supply.Count == 0 ? 0 : supply[-1].Integer("supply"),
            ReadAsOf()
        )
        {
            Origin = ReadOrigin(),
            IsProved = coverage.IsProved,
            Said = coverage.Said,
        };
    }

    private string ReadOrigin() =>
        connection.Scalar<string>(
            """
            with contract as (from chain.contract where system = $system),
            origin as (
                select distinct if(endpoint like 'http%', 'live', 'from file') as place
                from chain.range
                where chain_id in (select chain_id from contract)
            )
            select
                coalesce(
                    'Indexed ' || (select string_agg(place, ' and ' order by place desc) from origin),
                    'Not indexed yet'
                )
                || coalesce(
                    '; modelled: ' || (
                        select string_agg(distinct name, ', ' order by name)
                        from contract
                        where kind like 'modelled%'
                            or name ilike '%modelled%'
                    ),
                    ''
                )
            """,
            ("system", system)
        );

    // A market whose manifest was read and whose chain was not has no block yet.
    private AsOf ReadAsOf()
    {
        MetricRows rows = Rows("as_of");
        return rows.Count == 0
            ? new AsOf(0, 0, DateTimeOffset.UnixEpoch)
            : new AsOf(
                rows[0].Count("chain_id"),
                rows[0].Count("block_number"),
                new DateTimeOffset(DateTime.SpecifyKind(rows[0].Time("time"), DateTimeKind.Utc))
            );
    }

    public MarketOverview Overview()
    {
        MetricRows payments = Rows("payments");
        MarketSummary summary = Summary();
        summary = summary with { PaymentToken = PaymentTokenOf(payments) ?? summary.Token };
        MetricRows emissions = Rows("emissions");
        (Dataset<Contributor> contributors, BigInteger received) = ReadContributors(summary.PaymentToken);
        return new MarketOverview
        {
            Summary = summary,
            Headlines = new HeadlineReader(connection, summary, asOf).Read(emissions, payments),
            Supply = ReadSupply(),
            Flows = emissions.ToDataset(row => new FlowDay(
                row.Day("day"),
                row.Integer("emitted"),
                row.Integer("burned") + row.Integer("sunk")
            )),
            Unlocks = Rows("unlocks")
                .ToDataset(row => new UnlockMonth(
                    row.Day("month"),
                    row.Text("bucket"),
                    row.IntegerOr("released"),
                    row.Integer("scheduled")
                )),
            Payments = payments.ToDataset(row => new PaymentDay(
                row.Day("day"),
                row.Text("role"),
                TokenOf(row),
                row.Count("legs"),
                row.Integer("amount")
            )),
            Contributors = contributors,
            ReceivedByContributors = received,
        };
    }

    private static TokenUnit TokenOf(MetricRows.Row row) => new(row.Text("symbol"), (int)row.Count("decimals"));

    private static TokenUnit? PaymentTokenOf(MetricRows payments)
    {
        MetricRows.Row[] prices = [.. payments.All.Where(row => row.Text("role") == "price")];
        return prices.Length > 0 && MainToken.Of(prices[0].Table, prices.Select(row => row.Values)) is { } symbol
            ? TokenOf(prices.First(row => row.Text("symbol") == symbol))
            : null;
    }

    private Dataset<SupplyDay> ReadSupply()
    {
        ILookup<DateOnly, MetricRows.Row> holdings = Rows("holdings").All.ToLookup(row => row.Day("day"));
        MetricRows supply = Rows("supply");

        BigInteger? Held(DateOnly day, string holder) =>
            holdings[day]
                .Where(row => row.Text("class") == holder)
                .Select(row => (BigInteger?)row.Integer("amount"))
                .SingleOrDefault();

        return supply.ToDataset(row => new SupplyDay(
            row.Day("day"),
            row.Integer("supply"),
            Held(row.Day("day"), "vesting"),
            Held(row.Day("day"), "staking")
        ));
    }

    private (Dataset<Contributor> Contributors, BigInteger Received) ReadContributors(TokenUnit token)
    {
        // Of a large market all of them are millions of objects, and a page shows ten.
        MetricRows rows = new(
            MetricRows.DefinitionOf("top_contributors"),
            MetricCatalogue.RunPart(
                connection,
                "top_contributors",
                RecordQuery.Text("largest_contributors"),
                system,
                asOf
            )
        );
        List<Contributor> contributors =
        [
            .. rows
                .All.GroupBy(row => row.Text("party"))
                .Select(group => new Contributor(
                    group.Key,
                    null,
                    group.First().Count("contributions"),
                    [
                        .. group
                            .Select(row => new Amount(row.Integer("amount"), TokenOf(row)))
                            .OrderBy(amount => amount.Token == token ? 0 : 1)
                            .ThenBy(amount => amount.Token.Symbol, StringComparer.Ordinal),
                    ]
                ))
                .OrderByDescending(contributor => In(contributor, token))
                .ThenBy(contributor => contributor.Party, StringComparer.Ordinal),
        ];
        BigInteger received = rows
            .All.Where(row => TokenOf(row) == token)
            .Select(row => row.Integer("total"))
            .FirstOrDefault();
        return (new Dataset<Contributor>(rows.Definition, contributors), received);
    }

    private static BigInteger In(Contributor contributor, TokenUnit token) =>
        contributor.Received.Where(amount => amount.Token == token).Select(amount => amount.BaseUnits).FirstOrDefault();

    private MetricRows Rows(string key) => new(connection, key, system, asOf);
}
