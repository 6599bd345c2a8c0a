using Souk.Simulation.Blueprints;
using Souk.Simulation.Policies;
using Souk.Simulation.Scores;

namespace Souk.Simulation.Tests.Catalogues.People;

/// <summary>On a constant path all three modes agree; an announced jump foresight acts on before, the myopic at once, an average late.</summary>
public class ExpectationTests
{
    private const string Pool =
        "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC, fee: 0 }\n";

    private const string Modes = "adaptive myopic perfect";

    private static CatalogueRun Run(string parts, string horizon, string change = "") =>
        CatalogueRun.Of(
            CatalogueRun.Text(Pool + parts, horizon: horizon, rest: change.Length > 0 ? "timeline:\n" + change : ""),
            auditSteps: 4
        );

    private static Dictionary<string, double[]> InAllModes(
        string key,
        Func<string, string> parts,
        string horizon,
        string change = ""
    ) => Modes.Split(' ').ToDictionary(mode => mode, mode => Run(parts(mode), horizon, change).Series(key));

    [Fact]
    public void A_parameter_that_came_later_is_part_of_the_hash_only_where_it_is_used()
    {
        string Hash(string more) => CatalogueRun.Read(CatalogueRun.Text(Pool + Speculators("myopic" + more))).Hash;
        string plain = Hash("");

        BlueprintText
            .Of(CatalogueRun.Read(CatalogueRun.Text(Pool + Speculators("myopic"))))
            .ShouldNotContain("expectation");
        Hash(", expectation_rate: 10 %, expectation_weight: 1").ShouldBe(plain);
        Hash(", expectation_weight: 0.5").ShouldNotBe(plain);
        CatalogueRun.Read(CatalogueRun.Text(Pool + Speculators("perfect"))).Hash.ShouldNotBe(plain);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(1)]
    public void A_look_ahead_on_a_constant_path_sees_the_constant(double rate) =>
        ExpectationPolicy.Ahead(rate, 5, _ => 7).ShouldBe(7, 1e-12);

    [Fact]
    public void A_look_ahead_weighs_what_comes_as_an_average_weighs_the_past()
    {
        List<int> asked = [];
        double Jump(int day)
        {
            asked.Add(day);
            return day >= 50 ? 1 : 0;
        }

        ExpectationPolicy.Ahead(0.1, 50, Jump).ShouldBe(1, 1e-12);
        ExpectationPolicy.Ahead(0.1, 43, Jump).ShouldBe(Math.Pow(0.9, 7), 1e-12);
        ExpectationPolicy.Ahead(1, 49, Jump).ShouldBe(0);
        asked.Clear();
        ExpectationPolicy.Ahead(0.5, 10, Jump);
        // Half of what is left each day: after ten days less than a thousandth.
        asked.ShouldBe(Enumerable.Range(10, 11));
    }

    private static string Speculators(string mode) =>
        "specs: { kind: people.speculators, pool: pool, balance: 100M TKN, value: 1 USD, predisposition: 100, "
        + $"fundamental_noise: 0, impact: 1, reversion: 1, expectation: {mode} }}";

    [Fact]
    public void Fundamentalists_price_an_announced_value_before_at_once_or_late()
    {
        Dictionary<string, double[]> price = InAllModes(
            "price",
            Speculators,
            "100 days",
            "  - { at: 50 days, set: { specs.value_level: 1.5 } }"
        );

        double jump = Math.Log(1.5);
        // Alone and at full force they move the price to what they expect, each day.
        price["myopic"][49].ShouldBe(1, 1e-4);
        price["myopic"][50].ShouldBe(1.5, 1e-3);
        price["adaptive"][49].ShouldBe(1, 1e-4);
        price["adaptive"][50].ShouldBe(Math.Exp(0.1 * jump), 1e-3);
        price["adaptive"][59].ShouldBe(Math.Exp(jump * (1 - Math.Pow(0.9, 10))), 1e-3);
        price["perfect"][40].ShouldBe(Math.Exp(jump * Math.Pow(0.9, 10)), 1e-3);
        price["perfect"][49].ShouldBe(Math.Exp(jump * 0.9), 1e-3);
        price["perfect"][50].ShouldBe(1.5, 1e-3);
    }

    [Fact]
    public void Speculators_without_weight_on_what_they_expect_trade_as_if_there_were_no_expectation()
    {
        const string Noisy =
            "specs: { kind: people.speculators, pool: pool, balance: 100M TKN, value: 1 USD, value_sigma: 0.02";
        double[] plain = Run(Noisy + " }", "60 days").Series("price");
        double[] unmoved = Run(Noisy + ", expectation: perfect, expectation_weight: 0 }", "60 days").Series("price");
        double[] moved = Run(Noisy + ", expectation: perfect, expectation_weight: 0.5 }", "60 days").Series("price");

        unmoved.ShouldBe(plain);
        moved.ShouldNotBe(plain);
    }

    private static string Customers(string mode) =>
        "shop: { kind: account }\ntill: { kind: account }\n"
        + "lab: { kind: people.customers, count: 2000, active: 2000, money: USDC, sellers: shop, fees: till, churn_hazard: 0, "
        + "orders_per_day: 5, here_price: 10 USD, outsource_price: 10 USD, build_price: 1000000 USD, dissimilarity: 1, "
        + $"expectation: {mode} }}";

    [Fact]
    public void Customers_choose_by_the_price_that_they_expect_and_pay_that_of_the_day()
    {
        Dictionary<string, double[]> here = InAllModes(
            "lab.orders.here",
            Customers,
            "65 days",
            "  - { at: 50 days, set: { lab.here_price: 20 USD } }"
        );

        // Logit with a weight of 2 on ln(price): 1 / (1 + (price / 10)²) of 10,000 orders, with a deviation below 71.
        double Orders(double expected) => 10_000 / (1 + Math.Pow(expected / 10, 2));
        foreach (string mode in Modes.Split(' '))
        {
            here[mode][0].ShouldBe(Orders(10), 350);
        }

        here["myopic"][49].ShouldBe(Orders(10), 350);
        here["myopic"][50].ShouldBe(Orders(20), 350);
        here["adaptive"][49].ShouldBe(Orders(10), 350);
        here["adaptive"][50].ShouldBe(Orders(11), 350);
        here["adaptive"][60].ShouldBe(Orders(20 - (10 * Math.Pow(0.9, 11))), 350);
        here["perfect"][40].ShouldBe(Orders(10 + (10 * Math.Pow(0.9, 10))), 350);
        here["perfect"][49].ShouldBe(Orders(19), 350);
    }

    private static string Buyers(string mode, string more) =>
        "shop: { kind: account }\ntill: { kind: account }\n"
        + "lab: { kind: people.buyers, active: 500, potential_multiple: 1, money: USDC, sellers: shop, fees: till, market_fee: 5 %, "
        + $"orders_per_day: 2000, order: 10 USD, churn_hazard: 0, {more}, expectation: {mode} }}";

    [Fact]
    public void Buyers_order_alike_in_all_modes_while_the_price_of_data_stands_still()
    {
        Dictionary<string, double[]> orders = InAllModes(
            "lab.orders",
            mode => Buyers(mode, "price_adjustment: 0"),
            "30 days"
        );

        orders["adaptive"].ShouldBe(orders["myopic"]);
        orders["perfect"].ShouldBe(orders["myopic"]);
    }

    [Fact]
    public void Buyers_who_foresee_dearer_data_order_less_before_and_those_who_average_more_after()
    {
        Dictionary<string, double[]> orders = InAllModes(
            "lab.orders",
            mode => Buyers(mode, "price_adjustment: 0.1"),
            "80 days",
            "  - { at: 60 days, set: { lab.orders_per_day: 8000 } }"
        );

        double Sum(string mode, Range days) => orders[mode][days].Sum();
        // A day's 2,000 orders have a deviation of 45; ten days' 20,000 of 141.
        Sum("perfect", ..10).ShouldBe(Sum("myopic", ..10), 700);
        Sum("adaptive", 50..60).ShouldBe(Sum("myopic", 50..60), 700);
        Sum("perfect", 50..60).ShouldBeLessThan(Sum("myopic", 50..60) - 1_400);
        Sum("adaptive", 63..73).ShouldBeGreaterThan(Sum("myopic", 63..73) * 1.05);
        Sum("perfect", 63..73).ShouldBeLessThan(Sum("myopic", 63..73));
    }

    private static string Contributors(string mode) =>
        "fund: { kind: account, holder: rewards, balance: 900M TKN }\n"
        + "crowd: { kind: people.contributors, active: 1000, potential_multiple: 20, pool: pool, rewards: fund, payout_share: 0.0000111111111, "
        + "wage_at_start: 10 USD/day, wage_median: 20 USD/day, wage_sigma: 0.5, productivity_sigma: 0, cost_share: 0, cash_out_hazard: 0, "
        + $"expectation: {mode} }}";

    [Fact]
    public void Contributors_come_to_one_number_in_all_modes_and_see_an_announced_payout_before_at_once_or_late()
    {
        Dictionary<string, double[]> active = InAllModes(
            "crowd.active",
            Contributors,
            "120 days",
            "  - { at: 100 days, set: { crowd.payout_share: \"*2\" } }"
        );

        // 10,000 USD a day for those of 20,000 who ask less than 10,000 / n: n = 20,000 Φ(2 ln(10,000 / n / 20)) is 1,111.
        const double N = 1_111;
        (20_000 * NormalLaw.Cdf(2 * Math.Log(10_000 / N / 20))).ShouldBe(N, 25);
        foreach (string mode in Modes.Split(' '))
        {
            active[mode][50..60].Average().ShouldBe(N, 45);
            active[mode][50..60].Average().ShouldBe(active["perfect"][50..60].Average(), 15);
        }

        (active["adaptive"][99] / active["adaptive"][55]).ShouldBe(1, 0.02);
        (active["myopic"][99] / active["myopic"][55]).ShouldBe(1, 0.03);
        (active["perfect"][99] / active["perfect"][55]).ShouldBeGreaterThan(1.1);
        active["perfect"][100].ShouldBeGreaterThan(active["myopic"][100] * 1.1);
        active["myopic"][104].ShouldBeGreaterThan(active["adaptive"][104] * 1.02);
    }

    private static string Integrators(string mode) =>
        "shop: { kind: account }\n"
        + "noise: { kind: people.traders, pool: pool, balance: 100M TKN, flow_sigma: 0.005 }\n"
        + "firms: { kind: people.integrators, count: 2000, pool: pool, sellers: shop, threshold_median: 0.012, margin: 0, "
        + $"memory_rate: 10 %, revision_hazard: 20 %, expectation: {mode} }}";

    [Fact]
    public void Integrators_see_the_mean_size_of_moves_in_all_modes()
    {
        Dictionary<string, double[]> seen = InAllModes("firms.volatility", Integrators, "2000 days");

        // A flow of σ of the money moves the logarithm by 2 σ, whose mean size is √(2/π) of that; 2,000 days tell it to 1.7 %.
        double mean = 0.01 * Math.Sqrt(2 / Math.PI);
        seen["perfect"].ShouldAllBe(size => Math.Abs(size - mean) < 1e-12);
        seen["adaptive"][100..].Average().ShouldBe(mean, 0.07 * mean);
        seen["myopic"][100..].Average().ShouldBe(mean, 0.07 * mean);
    }

    [Fact]
    public void Integrators_who_foresee_wilder_days_leave_before_they_come()
    {
        const string Wilder = "  - { at: 50 days, set: { noise.flow_sigma: \"*4\" } }";
        Dictionary<string, double[]> seen = InAllModes("firms.volatility", Integrators, "80 days", Wilder);
        Dictionary<string, double[]> active = InAllModes("firms.active", Integrators, "80 days", Wilder);

        double mean = 0.01 * Math.Sqrt(2 / Math.PI);
        seen["perfect"][40].ShouldBe(mean * (1 + (3 * Math.Pow(0.9, 10))), 1e-9);
        seen["perfect"][49].ShouldBe(mean * (1 + (3 * 0.9)), 1e-9);
        seen["perfect"][50].ShouldBe(mean * 4, 1e-9);
        seen["adaptive"][50].ShouldBeLessThan(mean * 1.5);
        active["perfect"][50].ShouldBeLessThan(active["perfect"][20] * 0.3);
        active["adaptive"][50].ShouldBeGreaterThan(active["adaptive"][20] * 0.5);
        active["adaptive"][79].ShouldBeLessThan(active["adaptive"][20] * 0.3);
    }

    [Theory]
    [InlineData(0, 1, 0, 0.798)]
    [InlineData(3, 0, 0, 3)]
    [InlineData(-3, 0.001, 0, 3)]
    [InlineData(1, 1, 0, 1.1666)]
    public void The_mean_size_of_a_normal_move_is_that_of_the_folded_normal_law(
        double mean,
        double deviation,
        double lowest,
        double expected
    )
    {
        double size = StabilityPolicy.MeanSize(mean, deviation);

        size.ShouldBe(expected, 1e-3);
        size.ShouldBeGreaterThan(lowest);
    }

    private static string Investors(string mode) =>
        "friend: { kind: account }\n"
        + "vest: { kind: vesting.custom, total: 400k TKN, to: friend, times: [0 days, 60 days], shares: [0 %, 100 %] }\n"
        + "early: { kind: people.investors, count: 4000, pool: pool, balance: 100 TKN, sell_hazard: 5 %, sell_share: 0.1 %, "
        + $"expectation: {mode} }}";

    [Fact]
    public void Holders_who_foresee_an_unlock_sell_before_it()
    {
        Dictionary<string, double[]> sold = InAllModes("early.sold", Investors, "70 days");

        double Between(string mode, int first, int last) => sold[mode][last] - sold[mode][first];
        // A quarter of 400,000 into 1,000,000 leaves (1 / 1.1)² of the price, on the 60th day.
        double Factor(int day) => Math.Pow(1 - (Math.Pow(0.9, 60 - day) * (1 - (1 / 1.21))), -5);
        double before = Enumerable.Range(55, 5).Average(Factor);
        foreach (string mode in (string[])["adaptive", "myopic"])
        {
            (Between(mode, 54, 59) / Between(mode, 0, 5)).ShouldBe(1, 0.15);
        }

        // 200 sales a day tell five days' sum to 3 %.
        (Between("perfect", 54, 59) / Between("myopic", 54, 59)).ShouldBe(before, 0.12 * before);
        before.ShouldBeGreaterThan(1.7);
        (Between("perfect", 0, 5) / Between("myopic", 0, 5)).ShouldBe(1, 0.02);
        (Between("perfect", 60, 65) / Between("myopic", 60, 65)).ShouldBe(1, 0.02);
    }

    [Fact]
    public void A_price_above_the_expected_one_raises_the_hazard_of_a_sale()
    {
        AnticipationPolicy.PriceAfter(price: 2, reserve: 100, sold: 100).ShouldBe(0.5);
        AnticipationPolicy.PriceAfter(price: 2, reserve: 0, sold: 100).ShouldBe(2);
        AnticipationPolicy.Hazard(0.01, price: 2, expected: 1, anticipation: 3).ShouldBe(0.08, 1e-12);
        AnticipationPolicy.Hazard(0.01, price: 1, expected: 2, anticipation: 1).ShouldBe(0.005, 1e-12);
        AnticipationPolicy.Hazard(0.5, price: 10, expected: 1, anticipation: 5).ShouldBe(1);
    }
}
