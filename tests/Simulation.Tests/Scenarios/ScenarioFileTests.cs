using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Scenarios;

public class ScenarioFileTests
{
    [Fact]
    public void Changes_and_behaviour_are_laid_over_the_state()
    {
        ScenarioFile file = ScenarioFile.Parse(
            """
            title: Burn and wait
            market: masa
            state: from warehouse
            horizon: 2 years
            behaviour:
              contributors:
                expectation_rate: 1
              buyers.churn_hazard: 2 %
            changes:
              fees.burn_share: 30 %
              fees.market_fee_share: +5 %
              emission.per_day: 2.5k MASA
              activity.orders_per_day: '*2'
              vesting.*.cliff: +6 months
              vesting[1].duration: 3 years
              vesting[0].start: 2027-02-01
            """,
            "burn-and-wait"
        );

        Scenario scenario = file.Apply(TestMarket.State);

        scenario.Name.ShouldBe("burn-and-wait");
        file.Title.ShouldBe("Burn and wait");
        scenario.HorizonDays.ShouldBe(730);
        scenario.Behaviour.Contributors.ExpectationRate.ShouldBe(1);
        scenario.Behaviour.Buyers.ChurnHazard.ShouldBe(0.02);
        scenario.Behaviour.Buyers.PriceElasticity.ShouldBe(new BuyerBehaviour().PriceElasticity);
        scenario.State.Fees.BurnShare.ShouldBe(0.3);
        scenario.State.Fees.MarketFeeShare.ShouldBe(0.15, 1e-15);
        scenario.State.EmissionPerDay.ShouldBe(2_500 * TestMarket.OneToken);
        scenario.State.Activity.OrdersPerDay.ShouldBe(30);
        scenario.State.Vesting[0].CliffSeconds.ShouldBe((60 * 86_400) + 15_768_000);
        scenario.State.Vesting[1].CliffSeconds.ShouldBe(15_768_000);
        scenario.State.Vesting[1].DurationSeconds.ShouldBe(3 * 365 * 86_400);
        scenario.State.Vesting[0].StartUnixSeconds.ShouldBe(TestMarket.Start + (31 * 86_400));
    }

    [Theory]
    [InlineData("market: masa\nhorzon: 1 year", 2, 1, "horzon: is not a field of a scenario; did you mean 'horizon'?")]
    [InlineData(
        "market: masa\nchanges:\n  fees.burnshare: 0.3",
        3,
        3,
        "fees.burnshare: is not a parameter; did you mean 'fees.burn_share'?"
    )]
    [InlineData(
        "market: masa\nbehaviour:\n  buyers:\n    chrun_hazard: 0.3",
        4,
        5,
        "buyers.chrun_hazard: is not a parameter; did you mean 'buyers.churn_hazard'?"
    )]
    [InlineData("market: masa\nstate: by hand", 2, 8, "state: 'by hand' is unknown; write `from warehouse`")]
    [InlineData("title: no market", 1, 1, "market: is missing")]
    [InlineData("market: [masa]", 1, 9, "a single value is expected here")]
    [InlineData("market: masa\nchanges: 3", 2, 10, "needs `path: value` lines")]
    [InlineData("- a\n- b", 1, 1, "is not a YAML mapping")]
    [InlineData("market: masa\nmarket: masa", 2, 1, "is not a YAML mapping")]
    [InlineData("", 1, 1, "is empty")]
    public void A_faulty_file_is_refused_with_line_column_and_way_out(string text, int line, int column, string message)
    {
        ScenarioException error = Should.Throw<ScenarioException>(() => ScenarioFile.Parse(text, "faulty"));

        error.Message.ShouldContain(message);
        error.Errors.ShouldHaveSingleItem().Line.ShouldBe(line);
        error.Errors[0].Column.ShouldBe(column);
    }

    [Theory]
    [InlineData(
        "fees.burn_share: 6 months",
        "(3,20) fees.burn_share: '6 months' does not fit; write for example 0.3 or 30 %"
    )]
    [InlineData("fees.burn_share: 1.3", "(3,20) fees.burn_share: 1.3 is above 1")]
    [InlineData("fees.burn_share: -0.3", "(3,20) fees.burn_share: -0.09999999999999998 is below 0")]
    [InlineData("fees.burn_share: NaN", "(3,20) fees.burn_share: 'NaN' does not fit")]
    [InlineData("vesting.*.cliff: 5 USD", "vesting[0].cliff: '5 USD' does not fit; write for example 6 months")]
    [InlineData("vesting[7].cliff: 1 day", "vesting[7].cliff: matches nothing: the market has 2 vesting schedules")]
    [InlineData("vesting[1].cliff: 13 months", "vesting[1].cliff: 13 months is after its end (12 months)")]
    [InlineData("emission.per_day: 3 OCEAN", "emission.per_day: '3 OCEAN' does not fit; write for example 300M MASA")]
    public void A_change_that_does_not_fit_is_refused_and_names_its_path(string change, string message)
    {
        ScenarioFile file = ScenarioFile.Parse($"market: masa\nchanges:\n  {change}", "faulty");

        ScenarioException error = Should.Throw<ScenarioException>(() => file.Apply(TestMarket.State));

        error.Message.ShouldContain(message);
    }

    [Fact]
    public void A_file_for_another_market_is_refused()
    {
        ScenarioFile file = ScenarioFile.Parse("market: ocean", "other");

        Should
            .Throw<ScenarioException>(() => file.Apply(TestMarket.State))
            .Message.ShouldBe("market: is 'ocean' but the state is of 'masa'");
    }

    [Theory]
    [InlineData("baseline")]
    [InlineData("burn-30")]
    [InlineData("cliff-later")]
    public void Shipped_scenarios_apply(string name)
    {
        string path = Path.Combine(RepositoryRoot(), "data", "scenarios", name + ".yaml");

        Scenario scenario = ScenarioFile.Parse(File.ReadAllText(path), name).Apply(TestMarket.State);

        scenario.HorizonDays.ShouldBe(365);
        (scenario.Hash == TestMarket.Scenario.With("horizon", "365 days").Hash).ShouldBe(name == "baseline");
    }

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "Analytics.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("No folder above the tests holds Analytics.sln.");
    }
}
