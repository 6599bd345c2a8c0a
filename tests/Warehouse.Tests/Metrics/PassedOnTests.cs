using System.Globalization;
using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Statements;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>A price counts for its payee without the royalties that it passes on out of it: what parties earn together is what buyers
/// and rewards pay, once.</summary>
public sealed class PassedOnTests : IDisposable
{
    private readonly PaidMarket _market = new("2025-06-30");

    public void Dispose() => _market.Dispose();

    [Fact]
    public void What_a_seller_passes_on_is_earned_by_whom_it_reaches_and_by_nobody_else()
    {
        _market.Asset("m/a", owner: 10);
        _market.Asset("m/b", owner: 11);
        _market.Contribute(10, "2025-01-01");
        _market.Contribute(11, "2025-01-01");
        _market.Pay("price", 1, 10, 100, asset: "m/a");
        _market.Pay("royalty", 10, 11, 30, asset: "m/b");
        _market.Transaction = 1;
        _market.Pay("price", 2, 12, 50, asset: "m/a");

        _market
            .Rows("top_contributors")
            .ShouldBe([
                $"{A(10)} USDC 0 70 1 1 466666",
                $"{A(12)} USDC 0 50 1 0 333333",
                $"{A(11)} USDC 0 30 1 1 200000",
            ]);
        // hhi: (70² + 50² + 30²) / 150².
        _market.Rows("concentration", "earners").ShouldBe(["earners USDC 0 3 150 177777 3688 2 466666 466666"]);
        _market
            .Rows("concentration_trend")
            .Where(row => row.Contains("earners", StringComparison.Ordinal))
            .ShouldBe(["2025-01-01 earners USDC 3 177777 3688 2 466666"]);
        _market.Rows("payout_distribution").Select(row => row.Split(' ')[3]).ShouldBe(["30", "50", "70"]);
        _market.Rows("role_earnings").ShouldBe(["other USDC 0 1 1 50 50 50", "owner USDC 0 2 2 100 30 70"]);
        _market
            .Rows("dataset_revenue")
            .ShouldBe(["m/a m/a! dataset USDC 0 2 2 120 800000", "m/b m/b! dataset USDC 0 1 0 30 200000"]);
        _market.Rows("revenue_spread").ShouldBe(["USDC 0 2 0 150 30 120 1000000"]);
        _market.Rows("subsidy").ShouldBe(["2025-01-01 USDC 0 150 0 0"]);
        _market.Rows("retention_value", "earners")[0].ShouldBe("earners 2025-01-01 0 USDC 0 3 150 1000000");
        // Pay of 70 and 30: (2 (1·30 + 2·70) / (2·100)) − 3/2 = 0.2.
        _market.Rows("market_kpis").ShouldContain("gini_pay_per_contribution_ppm 200000");
    }

    [Fact]
    public void Nobody_earns_less_than_nothing()
    {
        _market.Pay("price", 1, 10, 20);
        _market.Pay("royalty", 10, 11, 50);

        // 30 of the 50 were not the buyer's: 10 pays them out of its own, and they are more than 1 paid.
        _market.Rows("top_contributors").ShouldBe([$"{A(11)} USDC 0 50 1 0 1000000", $"{A(10)} USDC 0 0 1 0 0"]);
        _market.Rows("concentration", "earners").ShouldBe(["earners USDC 0 1 50 0 10000 1 1000000 1000000"]);
        _market.Rows("subsidy").ShouldBe(["2025-01-01 USDC 0 50 0 0"]);
        _market.Rows("role_earnings").ShouldBe(["other USDC 0 2 2 50 0 50"]);
    }

    [Fact]
    public void What_is_more_than_the_last_price_before_it_is_of_the_other_prices_of_its_transaction()
    {
        _market.Pay("price", 1, 10, 100, asset: "m/a");
        _market.Pay("price", 1, 10, 10, asset: "m/b");
        _market.Pay("royalty", 10, 11, 6, asset: "m/c");
        _market.Pay("royalty", 10, 12, 38, asset: "m/c");

        _market.Rows("top_contributors", A(10)).ShouldBe([$"{A(10)} USDC 0 66 2 0 600000"]);
        _market
            .Rows("dataset_revenue")
            .Select(row => row.Split(' '))
            .Select(row => $"{row[0]} {row[^2]}")
            .ShouldBe(["m/a 66", "m/c 44", "m/b 0"]);
    }

    [Fact]
    public void Only_what_the_payee_of_a_price_pays_after_it_in_its_transaction_and_token_is_out_of_it()
    {
        _market.Pay("royalty", 10, 11, 1);
        _market.Pay("price", 1, 10, 100);
        _market.Pay("royalty", 1, 11, 2);
        _market.PayByTransfer("royalty", 10, 11, 4);
        _market.Pay("reward", 1, 10, 50);
        _market.Pay("fee_share", 10, 11, 8);
        _market.Transaction = 1;
        _market.Pay("royalty", 10, 11, 16);

        _market.Rows("top_contributors", A(10)).ShouldBe([$"{A(10)} USDC 0 150 2 0 887573"]);
    }

    [Fact]
    public void A_fee_share_is_earned_by_no_party_and_in_no_role_before_it_is_paid_out()
    {
        _market.Pay("fee_share", 40, 50, 80);
        _market.Pay("reward", 50, 10, 60);

        _market.Rows("concentration", "earners").ShouldBe(["earners USDC 0 1 60 0 10000 1 1000000 1000000"]);
        _market.Rows("role_earnings").ShouldBe(["other USDC 0 1 1 60 60 60"]);
        RewardStatement
            .Read(_market.Connection, Address.Parse(A(50)))
            .Totals.Select(total => $"{total.Role} {total.Amount}")
            .ShouldBe(["fee_share 80"]);
    }

    [Fact]
    public void A_royalty_within_an_entity_is_earned_by_nobody()
    {
        _market.Label(10, "Acme");
        _market.Label(11, "Acme");
        _market.Pay("price", 1, 10, 100);
        _market.Pay("royalty", 10, 11, 30);

        _market
            .Rows("concentration", "earners", MetricActor.Entity)
            .ShouldBe(["earners USDC 0 1 100 0 10000 1 1000000 1000000"]);
    }

    [Fact]
    public void Parties_earn_together_what_buyers_and_rewards_pay_whatever_is_rolled_up()
    {
        Lcg random = new(17);
        for (int n = 0; n < 240; n++)
        {
            string day = new DateTime(2025, 1, 1)
                .AddDays((int)random.Next(10) % 170)
                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            _market.Transaction = n;
            for (int leg = 0; leg < 4; leg++)
            {
                string role =
                    leg == 0 ? "price"
                    : random.Next(1) == 0 ? "royalty"
                    : n % 5 == 0 ? "reward"
                    : n % 7 == 0 ? "fee_share"
                    : "price";
                int payer = 10 + (int)random.Next(2);
                int payee = 10 + (int)random.Next(2);
                _market.Pay(role, payer, payee, (Int128)random.Next(leg == 0 ? 90 : 88), day, $"m/{random.Next(2)}");
            }
        }

        string[] before = [.. Moments().SelectMany(Answers)];
        _market.FillRollups();

        Moments().SelectMany(Answers).ShouldBe(before);
        foreach (DateTime moment in Moments())
        {
            MetricTable income = MetricCatalogue.Run(_market.Connection, "subsidy", "m", moment);
            BigInteger bought = DrawnHistory.Sum(income, "from_buyers");
            BigInteger rewarded = DrawnHistory.Sum(income, "from_rewards");
            MetricTable earned = MetricCatalogue.Run(_market.Connection, "top_contributors", "m", moment);
            MetricTable roles = MetricCatalogue.Run(_market.Connection, "role_earnings", "m", moment);
            MetricTable revenue = MetricCatalogue.Run(_market.Connection, "dataset_revenue", "m", moment);

            DrawnHistory.Sum(earned, "amount").ShouldBe(bought + rewarded);
            DrawnHistory.Sum(roles, "amount").ShouldBe(bought + rewarded);
            DrawnHistory.Sum(revenue, "amount").ShouldBe(bought);
            earned.Rows.ShouldAllBe(row => earned.Integer(row, "amount") >= 0);
            revenue.Rows.ShouldAllBe(row => revenue.Integer(row, "amount") >= 0);
        }

        Gross().ShouldBeGreaterThan(Net(), "some of the prices are passed on");
    }

    private static IEnumerable<DateTime> Moments() =>
        Enumerable
            .Range(1, 6)
            .SelectMany(month => new[] { new DateTime(2025, month, 1), new(2025, month, 17, 12, 0, 0) });

    private IEnumerable<string> Answers(DateTime moment) =>
        new[] { "concentration", "concentration_trend", "top_contributors", "payout_distribution", "role_earnings" }
            .SelectMany(metric => MetricCatalogue.Run(_market.Connection, metric, "m", moment).Rows)
            .Select(row => string.Join(' ', row));

    private BigInteger Gross() =>
        _market.Connection.Scalar<BigInteger>("select sum(amount) from market.payment where role <> 'fee_share'");

    private BigInteger Net() =>
        _market.Connection.Scalar<BigInteger>("select sum(amount) from rollup.earned_of('m', timestamp '2025-07-01')");

    private static string A(int id) => $"0x{id:x40}";
}
