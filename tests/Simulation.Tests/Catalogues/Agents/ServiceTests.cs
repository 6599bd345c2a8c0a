using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.Agents;

public class ServiceTests
{
    private const string Parts =
        "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }\n"
        + "chain: { kind: account }\n";

    private static CatalogueRun Run(
        string more,
        string balance = "1M TKN",
        string horizon = "10 days",
        string owners = "4"
    ) =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                Parts
                    + $"client: {{ kind: account, balance: {balance} }}\n"
                    + $"owners: {{ kind: people.insiders, count: {owners}, pool: pool, sell_hazard: 0 }}\n"
                    + $"guild: {{ kind: agents.services, clients: client, validators: chain, owners: owners, {more} }}",
                horizon: horizon
            )
        );

    [Fact]
    public void An_owner_receives_the_fee_share_of_what_its_agent_earned_to_the_base_unit()
    {
        CatalogueRun run = Run(
            "count: 4, requests_per_day: 1000, price: 9.999997 TKN, qualities: 100 %, quality_sigma: 0, noise: 0, helpers: 1, help_share: 30 %, "
                + "judges: 1, judge_share: 5 %, validator_share: 30 %, owner_share: 20 %",
            balance: "9.999997 TKN"
        );

        // Of 9,999,997: 2,999,999 to validators, 499,999 to the judge; of the other 6,499,999 the helper has 1,949,999.
        Int128[] owned = run.Each("owners");
        Int128[] kept = run.Each("guild");
        owned.Order().ShouldBe([0, 99_999, 389_999, 910_000]);
        kept.Order().ShouldBe([0, 400_000, 1_560_000, 3_640_000]);
        Array.IndexOf(owned, (Int128)910_000).ShouldBe(Array.IndexOf(kept, (Int128)3_640_000));
        run.Held("chain").ShouldBe(2_999_999);
        run.Held("client").ShouldBe(0);
        run.Series("guild.owned")[9].ShouldBe(1.399998, 1e-9);
        run.Series("guild.served")[9].ShouldBe(1);
    }

    [Fact]
    public void Clients_choose_by_the_logit_of_what_is_known_and_learn_it_where_it_is_not()
    {
        string Text(string expectation) =>
            "count: 10, requests_per_day: 200, price: 1 TKN, qualities: [90 %, 50 %], quality_sigma: 0, noise: 0.05, helpers: 0, judges: 1, "
            + $"pickiness: 10, expectation: {expectation}";
        CatalogueRun known = Run(Text("perfect"), horizon: "200 days");
        CatalogueRun learned = Run(Text("adaptive"), horizon: "200 days");

        // One of the five good ones: e⁹ / 5 (e⁹ + e⁵) = 0.1964.
        known.Series("guild.best").Average().ShouldBe(0.1964, 0.006);
        known.Series("guild.error").ShouldAllBe(error => error == 0);
        learned.Series("guild.error")[0].ShouldBe(0.2, 0.02);
        learned.Series("guild.error")[150..].Average().ShouldBeLessThan(0.04);
        learned.Series("guild.best")[100..].Average().ShouldBe(0.1964, 0.02);
        learned.Series("guild.score")[150..].Average().ShouldBeGreaterThan(learned.Series("guild.score")[0] + 0.1);
    }

    [Fact]
    public void Who_believes_the_last_day_alone_knows_less_than_who_remembers()
    {
        double Error(string expectation) =>
            Run(
                    $"count: 20, requests_per_day: 100, price: 1 TKN, noise: 0.4, helpers: 0, judges: 1, pickiness: 0, expectation: {expectation}",
                    horizon: "150 days"
                )
                .Series("guild.error")[50..]
                .Average();

        Error("myopic").ShouldBeGreaterThan(1.5 * Error("adaptive"));
    }

    [Fact]
    public void Good_answers_are_paid_and_bad_ones_are_not()
    {
        string Text(string quality) =>
            $"count: 10, requests_per_day: 50, price: 1 TKN, qualities: {quality}, quality_sigma: 0, noise: 0, judge_share: 10 %, judges: 2, helpers: 1, help_share: 50 %";
        CatalogueRun good = Run(Text("100 %"));
        CatalogueRun half = Run(Text("50 %"));
        CatalogueRun bad = Run(Text("0"));

        double served = good.Series("guild.served")[9];
        good.Series("guild.paid")[9].ShouldBe(served, 1e-6);
        half.Series("guild.paid")[9].ShouldBe(served * (0.1 + (0.5 * 0.9)), 1e-6);
        half.Series("guild.helped")[9].ShouldBe(served * 0.5 * 0.45, 1e-6);
        // Judges are paid for a no, too.
        bad.Series("guild.paid")[9].ShouldBe(served * 0.1, 1e-6);
        bad.Series("guild.judged")[9].ShouldBe(served * 0.1, 1e-6);
    }

    [Fact]
    public void Shares_of_more_than_the_price_and_teams_larger_than_the_guild_are_refused()
    {
        Should
            .Throw<ScenarioException>(() =>
                Run("count: 6, requests_per_day: 1, price: 1 TKN, judge_share: 60 %, validator_share: 50 %")
            )
            .Message.ShouldContain("more than the whole price");
        Should
            .Throw<ScenarioException>(() => Run("count: 5, requests_per_day: 1, price: 1 TKN, judges: 4"))
            .Message.ShouldContain("needs more than 5 agents");
    }
}
