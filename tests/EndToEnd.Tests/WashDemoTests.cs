using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.EndToEnd.Tests;

/// <summary>The ring that the demo stages on Ocean's contracts (docs/ASSUMPTIONS.md): what comes back to who paid it, found in raw logs
/// by plain loops, is what the screen suspects.</summary>
public sealed class WashDemoTests(Demo demo) : IClassFixture<Demo>
{
    private const string Swapped =
        "Swapped(bytes32 indexed exchangeId, address indexed by, uint256 baseTokenSwappedAmount, uint256 datatokenSwappedAmount, address tokenOutAddress, uint256 marketFeeAmount, uint256 oceanFeeAmount, uint256 consumeMarketFeeAmount)";

    private const string ExchangeCreated =
        "ExchangeCreated(bytes32 indexed exchangeId, address indexed baseToken, address indexed datatoken, address exchangeOwner, uint256 fixedRate)";

    private const string Transfer = "Transfer(address indexed from, address indexed to, uint256 value)";

    /// <summary>120 OCEAN and 1.6 % of fees.</summary>
    private static readonly BigInteger s_order = 121_920 * BigInteger.Pow(10, 15);

    private DuckDBConnection Connection => demo.Connection;

    [Fact]
    public void Sales_whose_price_comes_back_are_those_of_the_ring_and_the_only_ones_that_are_suspected()
    {
        List<(long Block, string Buyer, string Seller)> found = ReadLoops();

        MetricTable screen = MetricCatalogue.Run(Connection, "wash_screen", "ocean");
        screen
            .Rows.Select(row =>
                (
                    screen.Value<long>(row, "block_number"),
                    screen.Value<string>(row, "payer")!,
                    screen.Value<string>(row, "payee")!
                )
            )
            .ShouldBe(found);
        found.Count.ShouldBe(14);
        found.Select(sale => sale.Buyer).Distinct().Count().ShouldBe(2);
        found.Select(sale => sale.Seller).Distinct().Count().ShouldBe(1);
        screen.Rows.ShouldAllBe(row => screen.Value<string>(row, "rule") == "loop");
        // Straight back, and by somebody between.
        screen
            .Rows.Select(row => screen.Value<int>(row, "confidence_ppm"))
            .Distinct()
            .ShouldBe([700_000, 500_000], ignoreOrder: true);
        foreach (string market in (string[])["masa", "oraichain", "sahara", "singularitynet"])
        {
            MetricCatalogue.Run(Connection, "wash_screen", market).Rows.ShouldBeEmpty(market);
        }
    }

    [Fact]
    public void Adjusted_sales_are_all_sales_without_the_ring_s_and_their_difference_is_its_legs()
    {
        MetricTable adjusted = MetricCatalogue.Run(Connection, "gmv_adjusted", "ocean");
        BigInteger Sum(string column) =>
            adjusted.Rows.Aggregate(BigInteger.Zero, (sum, row) => sum + adjusted.Integer(row, column));

        MetricDifference why = MetricDifference.Explain(Connection, "gmv", "gmv", "adjusted", "ocean");

        Sum("gmv").ShouldBe(new RawLogs(Connection).Number("fixed_rate_exchange", Swapped, "select sum(d0) from logs"));
        (Sum("gmv") - Sum("adjusted")).ShouldBe(14 * s_order);
        why.ByToken.Single().Difference.ShouldBe(14 * s_order);
        // A price and three fees each.
        why.Rows.Rows.Count.ShouldBe(14 * 4);
        why.Rows.Rows.Select(row => why.Rows.Value<string>(row, "asset_key")).Distinct().ShouldHaveSingleItem();
        // Small beside the rest, in every month.
        adjusted.Rows.ShouldAllBe(row => adjusted.Value<long>(row, "suspected_share_ppm") < 100_000);
    }

    [Fact]
    public void The_dataset_of_the_ring_says_that_it_is_staged() =>
        Connection
            .Query(
                """
                select name
                from market.asset
                where asset_key in (select asset_key from market.payment where (block_number, log_index) in (
                    select (block_number, log_index) from market.payment where payer_id in (
                        select address_id from chain.address where '0x' || lower(hex(address)) = $buyer
                    ) and system = 'ocean' and role = 'price'
                ))
                """,
                row => row.GetString(0),
                ("buyer", ReadLoops()[0].Buyer)
            )
            .ShouldBe(["Staged: sold in a ring"]);

    /// <summary>Sales of which 90 % or more of the price came back to the buyer within 7 days, by three transfers at most.</summary>
    private List<(long Block, string Buyer, string Seller)> ReadLoops()
    {
        RawLogs logs = new(Connection);
        Dictionary<string, string> owners = logs.Query(
                "fixed_rate_exchange",
                ExchangeCreated,
                "select at1, ad0 from logs",
                row => (row.GetString(0), row.GetString(1))
            )
            .ToDictionary();
        string exchange = logs.Query(
                "fixed_rate_exchange",
                ExchangeCreated,
                "select any_value(contract) from logs",
                row => row.GetString(0)
            )
            .Single();
        Move[] moves =
        [
            .. logs.Query(
                    "ocean_token",
                    Transfer,
                    "select time, block_number, log_index, at1, at2, d0 from logs order by block_number, log_index",
                    row => new Move(
                        row.GetFieldValue<DateTime>(0),
                        (row.GetInt64(1), row.GetInt32(2)),
                        row.GetString(3),
                        row.GetString(4),
                        row.GetFieldValue<BigInteger>(5)
                    )
                )
                .Where(move => move.From != exchange && move.To != exchange),
        ];
        return
        [
            .. logs.Query(
                    "fixed_rate_exchange",
                    Swapped,
                    "select time, block_number, at1, at2, d0 - d3 - d4 from logs order by block_number, log_index",
                    row =>
                        (
                            Time: row.GetFieldValue<DateTime>(0),
                            Block: row.GetInt64(1),
                            Seller: owners[row.GetString(2)],
                            Buyer: row.GetString(3),
                            Paid: row.GetFieldValue<BigInteger>(4)
                        )
                )
                .Where(sale => ComesBack(sale.Seller, null, transfersLeft: 3, sale.Buyer, sale.Time, sale.Paid))
                .Select(sale => (sale.Block, sale.Buyer, sale.Seller)),
        ];

        bool ComesBack(
            string at,
            (long, int)? after,
            int transfersLeft,
            string buyer,
            DateTime sold,
            BigInteger paid
        ) =>
            at == buyer
            || transfersLeft > 0
                && moves.Any(move =>
                    move.From == at
                    && move.Amount * 10 >= paid * 9
                    && (after is not { } place || move.Place.CompareTo(place) > 0)
                    && (move.Time - sold).Duration() <= TimeSpan.FromDays(7)
                    && ComesBack(move.To, move.Place, transfersLeft - 1, buyer, sold, paid)
                );
    }

    private sealed record Move(DateTime Time, (long, int) Place, string From, string To, BigInteger Amount);
}
