using Souk.Simulation.Scores;

namespace Souk.Simulation.Tests.Catalogues.People;

/// <summary>What those do who hold or earn tokens and expect a price of them.</summary>
public class HolderExpectationTests
{
    private const string Pool =
        "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC, fee: 0 }\n";

    private static double[] Series(string key, string parts, string horizon, string rest = "") =>
        CatalogueRun.Of(CatalogueRun.Text(Pool + parts, horizon: horizon, rest: rest), auditSteps: 4).Series(key);

    // Three unlocks, each sold whole at once: they take 1 - (1 / 1.1)², 1 - (1.1 / 1.2)² and 1 - (1.2 / 1.3)² of the price.
    private static double[] Owed(string mode, string cost) =>
        Series(
            "early.owed",
            "desk: { kind: account, balance: 1M TKN }\n"
                + "team: { kind: people.insiders, count: 1, pool: pool, sell_hazard: 1, sell_share: 100 % }\n"
                + "vest: { kind: vesting.custom, total: 300k TKN, to: team, times: [0 days, 30 days, 60 days, 90 days], "
                + "shares: [0 %, 33.3333333333 %, 66.6666666667 %, 100 %] }\n"
                + "early: { kind: people.investors, count: 1, pool: pool, unlocks: [30 days, 60 days, 90 days], hedge: 100 TKN, "
                + $"hedge_days: 10 days, lender: desk, hedge_cost: {cost}, foreseen_sale: 100 %, expectation: {mode} }}",
            "95 days"
        );

    [Theory]
    // As foreseen, for the first (0.174) but not the second (0.160).
    [InlineData("perfect", "0.165", 100, 100, 100)]
    [InlineData("perfect", "0.18", 0, 0, 0)]
    [InlineData("perfect", "0.14", 100, 200, 300)]
    // The second as the first was; the third as the second was.
    [InlineData("myopic", "0.165", 0, 100, 100)]
    // The third as nine tenths of the first and a tenth of the second.
    [InlineData("adaptive", "0.165", 0, 100, 200)]
    [InlineData("adaptive", "0.173", 0, 100, 100)]
    // What costs nothing is hedged whatever one expects.
    [InlineData("adaptive", "0", 100, 200, 300)]
    [InlineData("myopic", "0", 100, 200, 300)]
    public void An_unlock_is_hedged_where_it_is_expected_to_cost_more_than_the_hedge(
        string mode,
        string cost,
        double beforeFirst,
        double beforeSecond,
        double beforeThird
    )
    {
        double[] owed = Owed(mode, cost);

        // Nobody has anything to give back, so what was borrowed stays owed.
        new[] { owed[29], owed[59], owed[89] }.ShouldBe([beforeFirst, beforeSecond, beforeThird]);
    }

    [Fact]
    public void Insiders_who_foresee_an_unlock_sell_before_it()
    {
        double[] Sold(string mode) =>
            Series(
                "early.sold",
                "friend: { kind: account }\n"
                    + "vest: { kind: vesting.custom, total: 400k TKN, to: friend, times: [0 days, 60 days], shares: [0 %, 100 %] }\n"
                    + "early: { kind: people.insiders, count: 4000, pool: pool, balance: 100 TKN, sell_hazard: 5 %, sell_share: 0.1 %, "
                    + $"expectation: {mode} }}",
                "70 days"
            );
        (double[] perfect, double[] myopic) = (Sold("perfect"), Sold("myopic"));

        double Ratio(int first, int last) => (perfect[last] - perfect[first]) / (myopic[last] - myopic[first]);
        // A quarter of 400,000 into 1,000,000 leaves (1 / 1.1)² of the price, on the 60th day.
        double before = Enumerable
            .Range(55, 5)
            .Average(day => Math.Pow(1 - (Math.Pow(0.9, 60 - day) * (1 - (1 / 1.21))), -5));
        Ratio(54, 59).ShouldBe(before, 0.12 * before);
        Ratio(0, 5).ShouldBe(1, 0.02);
        Ratio(61, 69).ShouldBe(1, 0.02);
    }

    private static double[] Consenting(string mode, string more, string horizon, string rest = "") =>
        Series(
            "people.consenting",
            "fund: { kind: account, holder: rewards, balance: 100M TKN }\n"
                + "people: { kind: people.accounts, count: 20000, accounts: 20000, activation: 100 %, pool: pool, rewards: fund, "
                + "node_threshold: 1 TKN, churn_hazard: 0, application_hazard: 0, cash_out_hazard: 0, earns: [0, 1, 0], "
                + $"concern_median: 1 USD/day, concern_sigma: 1, foreseen_sale: 100 %, expectation: {mode} }}\n"
                + more,
            horizon,
            rest
        );

    // One token a day is worth the expected price; the logarithm of what is wanted is standard normal.
    private static double Share(double expected) => 20_000 * NormalLaw.Cdf(Math.Log(expected));

    [Fact]
    public void Accounts_share_data_for_what_their_tokens_will_be_worth_after_known_unlocks()
    {
        const string Unlock =
            "friend: { kind: account }\n"
            + "vest: { kind: vesting.custom, total: 1M TKN, to: friend, times: [0 days, 60 days], shares: [0 %, 100 %] }";
        double[] perfect = Consenting("perfect", Unlock, "62 days");
        double[] myopic = Consenting("myopic", Unlock, "62 days");

        // A million sold into a million leaves a quarter of the price, on the 60th day.
        double Expected(int day) => 1 - (0.75 * Math.Pow(0.9, 60 - day));
        foreach (int day in (int[])[0, 40, 55, 59])
        {
            perfect[day].ShouldBe(Share(Expected(day)), 280);
            myopic[day].ShouldBe(Share(1), 280);
        }

        perfect[59].ShouldBeLessThan(0.4 * perfect[0]);
    }

    [Fact]
    public void Accounts_that_average_prices_follow_a_rise_late()
    {
        const string Rise =
            "specs: { kind: people.speculators, pool: pool, balance: 100M TKN, value: 1 USD, predisposition: 100, "
            + "fundamental_noise: 0, impact: 1, reversion: 1 }";
        const string Change = "timeline:\n  - { at: 50 days, set: { specs.value_level: 1.5 } }";
        double[] adaptive = Consenting("adaptive", Rise, "70 days", Change);
        double[] myopic = Consenting("myopic", Rise, "70 days", Change);

        // The price rises by half on day 50, which is known on day 51.
        adaptive[50].ShouldBe(myopic[50]);
        myopic[51].ShouldBe(Share(1.5), 280);
        adaptive[51].ShouldBe(Share(1.05), 280);
        adaptive[60].ShouldBe(Share(1.5 - (0.5 * Math.Pow(0.9, 10))), 280);
    }
}
