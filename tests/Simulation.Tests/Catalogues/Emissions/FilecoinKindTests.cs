using Souk.Simulation.Mechanisms.Emissions;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.Emissions;

public class FilecoinKindTests
{
    [Fact]
    public void A_day_mints_the_sum_of_its_epochs_up_to_an_attofil_each()
    {
        Int128 power = Int128.Parse("2000000000000000000");
        FilecoinMinting steps = new(FilecoinParameters.Mainnet);
        FilecoinMinting days = new(FilecoinParameters.Mainnet);

        for (int day = 0; day < 3; day++)
        {
            Int128 sum = 0;
            for (int epoch = 0; epoch < FilecoinSchedule.EpochsPerDay; epoch++)
            {
                sum += steps.Step(power);
            }

            (days.Step(power, FilecoinSchedule.EpochsPerDay) - sum).ShouldBeInRange(0, FilecoinSchedule.EpochsPerDay);
        }

        days.Theta.ShouldBe(steps.Theta);
        days.Epoch.ShouldBe(steps.Epoch);
    }

    [Fact]
    public void A_network_without_power_mints_by_time_alone_and_one_above_its_baseline_both()
    {
        double[] idle = Emitted("power: 0");
        double[] full = Emitted("power: 1000");

        // 330 M × e^λ × (1 − 2^(−days / (6 × 365))): simple minting in closed form; 770 M on top where power is at the baseline.
        double expLambda = Math.Pow(2, 1 / (2190.0 * 2880));
        idle[0].ShouldBe(330e6 * expLambda * (1 - Math.Pow(2, -1 / 2190.0)), tolerance: 1e-4);
        idle[364].ShouldBe(330e6 * expLambda * (1 - Math.Pow(2, -1 / 6.0)), tolerance: 1e-2);
        full[364].ShouldBe(1_100e6 * (1 - Math.Pow(2, -1 / 6.0)), tolerance: 1_100);
    }

    [Fact]
    public void Power_that_grows_past_the_baseline_mints_more_than_power_that_stays()
    {
        double stays = Emitted("power: 1")[364];
        double grows = Emitted("power: 1, power_growth: 9")[364];

        stays.ShouldBeGreaterThan(Emitted("power: 0")[364]);
        grows.ShouldBeGreaterThan(stays);
        grows.ShouldBeLessThan(Emitted("power: 1000")[364]);
    }

    [Fact]
    public void A_token_of_other_decimals_is_refused()
    {
        ScenarioException failure = Should.Throw<ScenarioException>(() =>
            CatalogueRun.Build(Text("power: 1").Replace("decimals: 18", "decimals: 9", StringComparison.Ordinal))
        );

        failure.Message.ShouldContain("FIL with 9 decimals");
    }

    private static double[] Emitted(string power) => CatalogueRun.Of(Text(power)).Series("mint.emitted");

    private static string Text(string power) =>
        $$"""
            start: 2020-10-15
            horizon: 365 days
            tokens: { FIL: { decimals: 18, supply_max: 2B FIL } }
            parts:
              miners: { kind: account }
              mint: { kind: emission.filecoin, token: FIL, {{power}}, to: miners }
            """;
}
