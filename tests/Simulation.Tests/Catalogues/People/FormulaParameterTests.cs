using Souk.Simulation.Blueprints;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.People;

public class FormulaParameterTests
{
    private const string Market =
        "market: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 200k USDC }\n";

    [Fact]
    public void A_share_to_sell_follows_the_price_that_people_saw_at_yesterdays_close()
    {
        CatalogueRun run = CatalogueRun.Of(Seller("\"= 10 % * market.price / (0.2 USDC/TKN)\""), auditSteps: 10);

        double[] sold = run.Series("team.sold");
        double[] price = run.Series("price");
        sold[0].ShouldBe(100);
        // What is left times 10 % of yesterday's price over 0.2, rounded down to a millionth.
        (sold[1] - sold[0]).ShouldBe(900 * 0.1 * price[0] / 0.2, 1.1e-6);
        (sold[2] - sold[1]).ShouldBe((1_000 - sold[1]) * 0.1 * price[1] / 0.2, 2e-6);
        price[0].ShouldBeLessThan(0.2);
    }

    [Fact]
    public void A_number_beyond_the_parameters_limits_counts_as_the_limit()
    {
        CatalogueRun.Of(Seller("\"= 300 %\"")).Series("team.sold")[0].ShouldBe(1_000);
        CatalogueRun.Of(Seller("\"= 1 - today / (2 days)\"")).Series("team.sold").ShouldBe([1_000, .. Same(1_000, 9)]);
        CatalogueRun.Of(Seller("\"= today / (1 day) - 5\"")).Series("team.sold")[..6].ShouldBe(Same(0, 6));
    }

    [Fact]
    public void Wages_asked_rise_with_a_formula_until_nobody_works()
    {
        string Text(string level) =>
            CatalogueRun.Text(
                Market
                    + "fund: { kind: account, holder: rewards, balance: 100k TKN }\n"
                    + "crowd: { kind: people.contributors, active: 50, pool: market, wage_at_start: 1 USD/day, rewards: fund, "
                    + $"revision_hazard: 100 %, expectation_rate: 0, wage_level: {level} }}"
            );

        double[] plain = CatalogueRun.Of(Text("1")).Series("crowd.active");
        double[] same = CatalogueRun.Of(Text("\"= 1\"")).Series("crowd.active");
        double[] dear = CatalogueRun.Of(Text("\"= 1 + 999999 * floor(today / (3 days))\"")).Series("crowd.active");

        same.ShouldBe(plain);
        dear[..3].ShouldBe(plain[..3]);
        plain[3].ShouldBeGreaterThan(40);
        dear[3..].ShouldBe(Same(0, 7));
    }

    [Fact]
    public void The_timeline_can_put_a_formula_in_place_of_a_value_and_a_value_in_place_of_a_formula()
    {
        CatalogueRun run = CatalogueRun.Of(
            Seller(
                "0",
                "timeline:\n  - { at: 2 days, set: { team.sell_share: \"= 50 %\" } }\n  - { at: 4 days, set: { team.sell_share: 0 } }"
            )
        );

        run.Series("team.sold")[..6].ShouldBe([0, 0, 500, 750, 750, 750]);
    }

    [Fact]
    public void The_digest_is_the_same_on_any_threads_and_chunks()
    {
        byte[] Digest(int threads, int chunkRows)
        {
            string text = CatalogueRun.Text(
                Market
                    + "fund: { kind: account, holder: rewards, balance: 100k TKN }\n"
                    + "crowd: { kind: people.contributors, active: 500, pool: market, wage_at_start: 1 USD/day, rewards: fund, "
                    + "wage_level: \"= market.price / (0.2 USDC/TKN)\", cash_out_hazard: \"= 5 % * crowd.active / 500\" }"
            );
            using Simulator simulator = new(CatalogueRun.Build(text), new Crew(threads, chunkRows));
            return simulator.Run(seed: 5, replicate: 1).Digest;
        }

        byte[] expected = Digest(1, 1_000_000);

        Digest(2, 64).ShouldBe(expected);
        Digest(16, 77).ShouldBe(expected);
    }

    [Fact]
    public void A_second_run_in_the_same_memory_gives_the_same()
    {
        using Simulator simulator = new(CatalogueRun.Build(Seller("\"= 10 % * market.price / (0.2 USDC/TKN)\"")));
        byte[] first = simulator.Run(seed: 1, replicate: 0).Digest;
        simulator.Run(seed: 2, replicate: 0);

        simulator.Run(seed: 1, replicate: 0).Digest.ShouldBe(first);
    }

    [Fact]
    public void Spaces_do_not_count_for_the_hash_and_words_do()
    {
        string Hash(string share) => CatalogueRun.Read(Seller(share)).Hash;

        Hash("\"=10 %   * market.price/(0.2 USDC/TKN)\"").ShouldBe(Hash("\"= 10 % * market.price / (0.2 USDC/TKN)\""));
        Hash("\"= 11 %\"").ShouldNotBe(Hash("\"= 10 %\""));
        Hash("\"= 10 %\"").ShouldNotBe(Hash("10 %"));
    }

    [Theory]
    [InlineData(
        "sell_share: \"= 10 % * market.pric\"",
        "team.sell_share: column 10 of the formula: 'market.pric' is unknown; did you mean 'market.price'?"
    )]
    [InlineData(
        "sell_share: \"= market.price\"",
        "team.sell_share: column 3 of the formula: gives USDC/TKN where 1 is needed"
    )]
    [InlineData(
        "sell_share: \"= 10 % +\"",
        "test(8,88) team.sell_share: column 9 of the formula: a number, a name or '(' is expected here"
    )]
    [InlineData("count: \"= 5\"", "team.count: takes a value such as 20, and no formula")]
    public void What_a_formula_cannot_mean_is_refused_at_its_place(string parameter, string message)
    {
        string text = CatalogueRun.Text(
            Market + "team: { kind: people.insiders, pool: market, balance: 1000 TKN, " + parameter + " }"
        );

        Should.Throw<ScenarioException>(() => CatalogueRun.Build(text)).Message.ShouldContain(message);
        Should.Throw<ScenarioException>(() => CatalogueRun.Build(text)).Errors[0].Line.ShouldBe(8);
    }

    [Fact]
    public void Nothing_is_done_on_top_of_a_formula()
    {
        string text = Seller("\"= 10 %\"", "set: { team.sell_share: \"*2\" }");

        Should.Throw<ScenarioException>(() => CatalogueRun.Build(text)).Message.ShouldContain("is a formula");
    }

    [Fact]
    public void A_division_by_zero_stops_the_run_and_names_parameter_and_day()
    {
        using Simulator simulator = new(CatalogueRun.Build(Seller("\"= 10 % / (today / (1 day) - 3)\"")));

        Should
            .Throw<ModelException>(() => simulator.Run(seed: 1, replicate: 0))
            .Message.ShouldContain("team.sell_share on day 3");
    }

    private static string Seller(string share, string rest = "") =>
        CatalogueRun.Text(
            Market
                + $"team: {{ kind: people.insiders, count: 1, pool: market, balance: 1000 TKN, sell_hazard: 100 %, sell_share: {share} }}",
            rest: rest
        );

    private static double[] Same(double value, int count) => [.. Enumerable.Repeat(value, count)];
}
