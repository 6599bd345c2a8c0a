using Souk.Simulation.Mechanisms.Emissions;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues;

public class SubnetKindTests
{
    private static string Text(
        string network,
        string member,
        string more = "",
        int validators = 2,
        int miners = 3,
        string horizon = "2 days"
    ) =>
        $$"""
            start: 2025-01-01
            horizon: {{horizon}}
            tokens:
              TAO: { decimals: 9, supply_max: 21M TAO }
              USDC: { decimals: 6 }
              ALPHA: { decimals: 9, supply_max: 21M ALPHA }
            parts:
              holders: { kind: account, balance: 5M TAO }
              owner: { kind: account }
              desk: { kind: pool.constant_product, token_reserve: 1 ALPHA, money_reserve: 1 USDC }
              validators: { kind: people.insiders, count: {{validators}}, pool: desk, sell_hazard: 0 }
              miners: { kind: people.insiders, count: {{miners}}, pool: desk, sell_hazard: 0 }
              chain: { kind: subnet.network, token: TAO{{network}} }
              sub: { kind: subnet.member, network: chain, token: ALPHA, coin_reserve: 10k TAO, alpha_reserve: 100k ALPHA, owner: owner, validators: validators, validator_stake: 50k ALPHA, miners: miners, judgement_sigma: 0{{member}} }
              {{more}}
            """;

    private static Int128 SumOfAlpha(CatalogueRun run)
    {
        Int128 sum = 0;
        foreach (string account in (string[])["owner", "desk", "validators", "miners", "sub", "sub.pending"])
        {
            sum += run.Held(account, "ALPHA");
        }

        return sum;
    }

    [Fact]
    public void Miners_are_paid_by_the_quality_that_validators_see()
    {
        CatalogueRun run = CatalogueRun.Of(Text("", ", quality: [6, 3, 1]"), auditSteps: 1);

        // 7,200 alpha a day: 11,796 / 65,535 to the owner, half of the rest to miners in parts of 6, 3 and 1.
        double mined = 2 * 7_200 * (1 - (11_796 / 65_535.0)) / 2;
        run.Series("sub.owner")[1].ShouldBe(2 * 7_200 * 11_796 / 65_535.0, 1e-4);
        run.Series("sub.miners")[1].ShouldBe(mined, 0.2);
        ((double)run.HeldBy("miners", 0, "ALPHA") / 1e9).ShouldBe(mined * 0.6, 0.2);
        ((double)run.HeldBy("miners", 1, "ALPHA") / 1e9).ShouldBe(mined * 0.3, 0.2);
        ((double)run.HeldBy("miners", 2, "ALPHA") / 1e9).ShouldBe(mined * 0.1, 0.2);
        run.HeldBy("validators", 0, "ALPHA").ShouldBe(run.HeldBy("validators", 1, "ALPHA"));
        run.Series("sub.validators")[1].ShouldBe(mined, 0.2);
    }

    [Fact]
    public void Every_base_unit_of_coin_and_alpha_is_somewhere()
    {
        CatalogueRun run = CatalogueRun.Of(
            Text(", root_stake: 1M TAO", ", stakers: holders, stake_per_day: 100 TAO/day", miners: 5, validators: 3),
            auditSteps: 1
        );

        SumOfAlpha(run).ShouldBe(run.Supply("ALPHA") - run.Held("holders", "ALPHA"));
        Int128 coin = run.Held("holders", "TAO") + run.Held("chain", "TAO") + run.Held("sub", "TAO");
        (coin + run.Held("chain.clearing", "TAO")).ShouldBe(run.Supply("TAO"));
        run.Held("holders", "ALPHA").ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_minority_that_weighs_its_own_miner_gains_nothing_from_it()
    {
        const string Quality = ", quality: [50, 49, 1]";

        CatalogueRun honest = CatalogueRun.Of(Text("", Quality, validators: 3), auditSteps: 1);
        CatalogueRun colluding = CatalogueRun.Of(Text("", Quality + ", colluders: 34 %", validators: 3), auditSteps: 1);

        double paid = colluding.Series("sub.miners")[1];
        ((double)honest.HeldBy("miners", 2, "ALPHA") / 1e9 / paid).ShouldBe(0.01, 1e-3);
        // The colluder alone would give the miner a third of all; consensus clips it to what the majority says.
        ((double)colluding.HeldBy("miners", 2, "ALPHA") / 1e9 / paid).ShouldBe(0.0149, 1e-3);
        colluding.HeldBy("validators", 2, "ALPHA").ShouldBeLessThan(colluding.HeldBy("validators", 0, "ALPHA"));
    }

    [Fact]
    public void The_coin_halves_when_half_of_its_cap_is_issued_and_blocks_count()
    {
        // 5,010,000 coins exist; half of 10,027,200 is reached after 3,600 blocks of 1, and then blocks give a half.
        CatalogueRun run = CatalogueRun.Of(
            Text(", cap: 10027200, start_block: 1000, blocks_at_once: 1", ""),
            auditSteps: 1
        );

        run.Series("chain.reward")[0].ShouldBe(0.5);
        run.Series("chain.block").ShouldBe([8_200, 15_400]);
        ((double)(run.Supply("TAO") - 5_010_000_000_000_000) / 1e9).ShouldBe(3_600 + 1_800 + 3_600, 0.01);
        new IssuanceHalving(10_027_200_000_000_000, 1_000_000_000).RewardAt(run.Supply("TAO")).ShouldBe(500_000_000);
    }

    [Fact]
    public void Blocks_at_once_change_little_and_staking_raises_the_price()
    {
        CatalogueRun exact = CatalogueRun.Of(Text(", blocks_at_once: 1", ""), auditSteps: 1);
        CatalogueRun fast = CatalogueRun.Of(Text(", blocks_at_once: 360", ""), auditSteps: 1);
        CatalogueRun staked = CatalogueRun.Of(
            Text("", ", stakers: holders, stake_per_day: 1000 TAO/day"),
            auditSteps: 1
        );

        fast.Series("sub.price")[1].ShouldBe(exact.Series("sub.price")[1], exact.Series("sub.price")[1] * 1e-3);
        staked.Series("sub.price")[1].ShouldBeGreaterThan(fast.Series("sub.price")[1] * 1.1);
    }

    [Theory]
    [InlineData("launch", "yuma1")]
    [InlineData("flow", "yuma2")]
    [InlineData("price_and_burn", "yuma3")]
    public void Each_version_of_the_rules_runs_and_conserves(string rules, string consensus)
    {
        CatalogueRun run = CatalogueRun.Of(
            Text($", rules: {rules}, consensus: {consensus}, root_stake: 1M TAO", ""),
            auditSteps: 1
        );

        SumOfAlpha(run).ShouldBe(run.Supply("ALPHA"));
        run.Series("sub.miners")[1].ShouldBeGreaterThan(5_000);
    }

    [Theory]
    [InlineData(", blocks_at_once: 100", "", "it must divide the 360 blocks of an epoch")]
    [InlineData("", ", quality: [1, 2]", "quality has 2 values for 3 miners")]
    [InlineData("", ", colluders: 2", "2 is above 1")]
    public void Subnets_that_do_not_fit_are_refused(string network, string member, string message) =>
        Should.Throw<ScenarioException>(() => CatalogueRun.Build(Text(network, member))).Message.ShouldContain(message);
}
