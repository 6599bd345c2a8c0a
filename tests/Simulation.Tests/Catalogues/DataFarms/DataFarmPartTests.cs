using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.DataFarms;

public class DataFarmPartTests
{
    [Fact]
    public void The_page_s_week_pays_what_the_caps_of_its_date_allow_and_keeps_the_rest()
    {
        CatalogueRun run = CatalogueRun.Of(MechanismPage.Example("data-farm.md"), auditSteps: 9);

        // 2023-03-16 is the Thursday of week 29, whose caps are a thousandth of 3,000 and of 1,000 OCEAN.
        run.Series("farm.paid")[..7].ShouldBe([0, 0, 0, 0, 0, 0, 4]);
        run.Series("farm.left")[6].ShouldBe(996);
        run.Series("farm.paid")[13].ShouldBe(4);
    }

    [Fact]
    public void Without_a_volume_cap_shares_follow_volumes_until_the_yield_cap_binds()
    {
        string free = MechanismPage.Example("data-farm.md").Replace("volume_cap: by_date", "volume_cap: none");
        string poor = free.Replace("balance: 10M OCEAN", "balance: 10k OCEAN", StringComparison.Ordinal);

        CatalogueRun.Of(free).Series("farm.paid")[6].ShouldBe(1_000);
        CatalogueRun.Of(poor).Series("farm.paid")[6].ShouldBe(157.17, tolerance: 1e-12);
    }

    [Fact]
    public void Voting_power_falls_in_a_line_and_locks_return_on_the_thursday_of_their_end()
    {
        string longest = MechanismPage.Example("data-farm.md");
        string shortest = longest.Replace("lock: 4 years", "lock: 14 days", StringComparison.Ordinal);

        // 208 weeks of the 1,460 days that full power takes; a day later a day less.
        double[] power = CatalogueRun.Of(longest).Series("farm.power");
        power[0].ShouldBe(10e6 * 208 * 7 / 1460.0, tolerance: 1e-6);
        power[1].ShouldBe(10e6 * ((208 * 7) - 1) / 1460.0, tolerance: 1e-6);
        CatalogueRun run = CatalogueRun.Of(shortest);
        run.Series("farm.locked")[13].ShouldBe(10_000_000);
        run.Series("farm.locked")[14].ShouldBe(0);
        run.Held("alice", "OCEAN").ShouldBe((10_000_000 + 4) * BaseUnits.One(18));
    }

    // oceanprotocol/df-py at 33ce9f7, df_py/volume/test/test_vesting_schedule.py.
    [Theory]
    [InlineData("2023-03-09", 0, 150_000)]
    [InlineData("2024-03-07", 150_000, 300_000)]
    [InlineData("2024-09-05", 300_000, 600_000)]
    [InlineData("2025-03-06", 600_000, 1_206_708.9)]
    [InlineData("2033-03-03", 603_354.452, 344_773.972)]
    public void The_budget_of_a_week_comes_in_on_its_thursday(string start, double first, double second)
    {
        CatalogueRun run = CatalogueRun.Of(
            $$"""
            start: {{start}}
            horizon: 10 days
            tokens: { OCEAN: { decimals: 18 } }
            parts:
              fund: { kind: account }
              schedule: { kind: emission.data_farming, token: OCEAN, to: fund }
            """
        );

        double[] emitted = run.Series("schedule.emitted");
        emitted[..7].ShouldAllBe(amount => Math.Abs(amount - first) <= 1e-6 * first);
        (emitted[7] - emitted[0]).ShouldBe(second, tolerance: 1e-6 * second);
        emitted[9].ShouldBe(emitted[7]);
    }

    [Theory]
    [InlineData("volumes: [3k OCEAN, 1k OCEAN]", "volumes: [1 OCEAN, 2 OCEAN, 3 OCEAN]", "3 values for 2 assets")]
    [InlineData("shares: volume", "feeds: secnd", "did you mean 'second'?")]
    [InlineData("volumes: [3k OCEAN, 1k OCEAN]", "volumes: 1 USDC", "volumes are not all in OCEAN")]
    public void What_does_not_fit_is_refused_at_its_place(string old, string mistake, string message)
    {
        string text = MechanismPage.Example("data-farm.md").Replace(old, mistake, StringComparison.Ordinal);

        ScenarioError error = Should.Throw<ScenarioException>(() => CatalogueRun.Build(text)).Errors.Single();

        error.Message.ShouldContain(message);
        error.Line.ShouldBeGreaterThan(0);
    }
}
