using Souk.Simulation.Blueprints;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Blueprints;

public class BlueprintReaderTests
{
    [Fact]
    public void Every_kind_of_value_is_read_in_the_unit_in_which_it_is_held()
    {
        Blueprint blueprint = TestKinds.Read(
            TestKinds.Masa.Replace(
                "wage: 1.38 USD/h",
                "wage: 1.38 USD/h, count: 20, emission: 12 MASA/h, since: 2024-05-01, active: no, weight: -2.5, fixed_cost: 3k USD"
            )
        );

        Part people = blueprint.Find("people")!;
        blueprint.Start.ShouldBe(new DateOnly(2024, 4, 11));
        blueprint.HorizonDays.ShouldBe(1_095);
        people.Number("wage").ShouldBe(33.12, 1e-12);
        people.Count("count").ShouldBe(20);
        people.BaseUnits("emission", 18).ShouldBe(288 * BaseUnits.One(18));
        people.Date("since").ShouldBe(new DateOnly(2024, 5, 1));
        people.YesNo("active").ShouldBeFalse();
        people.Number("weight").ShouldBe(-2.5);
        people.Number("fixed_cost").ShouldBe(3_000);
        blueprint.Find("fees")!.Word("pool").ShouldBe("pool");
        blueprint.Find("fees")!.Word("route").ShouldBe("rewards");
        blueprint.Find("vesting.team")!.Seconds("cliff").ShouldBe(182 * 86_400 + 43_200);
        blueprint.Find("vesting.team")!.List("steps").Select(step => step.Number).ShouldBe([0.25m, 0.25m, 0.5m]);
        blueprint.Find("vesting.seed")!.List("steps").ShouldBeEmpty();
        blueprint.Tokens[0].ShouldBe(new TokenDeclaration("MASA", 18, 1_200_000_000));
    }

    [Fact]
    public void Amounts_are_exact_to_the_base_unit()
    {
        Blueprint blueprint = TestKinds.Read(TestKinds.Masa.Replace("200M MASA", "1169999999.123456789012345678 MASA"));

        blueprint.Find("vesting.team")!.BaseUnits("total", 18).ShouldBe(Int128.Parse("1169999999123456789012345678"));
        blueprint.Find("vesting.team")!.BaseUnits("total", 6).ShouldBe(Int128.Parse("1169999999123456"));
    }

    [Theory]
    [InlineData(
        "reserve: 10M MASA",
        "reserve: 10M MASS",
        "pool.reserve",
        8,
        "'MASS' is not a token; did you mean 'MASA'?"
    )]
    [InlineData("reserve: 10M MASA", "reserve: 10M USD/h", "pool.reserve", 8, "write for example 300M MASA")]
    [InlineData("reserve: 10M MASA", "reserve: 0 MASA", "pool.reserve", 8, "0 is below 1")]
    [InlineData("reserve: 10M MASA, ", "", "pool.reserve", 8, "is missing")]
    [InlineData("fee: 30 bp", "fe: 30 bp", "pool.fe", 8, "not a parameter of pool; did you mean 'fee'?")]
    [InlineData("burn_share: 50 %", "burn_share: 150 %", "fees.burn_share", 9, "1.5 is above 1")]
    [InlineData("burn_share: 50 %", "burn_share: -1 %", "fees.burn_share", 9, "-0.01 is below 0")]
    [InlineData("burn_share: 50 %", "burn_share: .nan", "fees.burn_share", 9, "'.nan' does not fit")]
    [InlineData("burn_share: 50 %", "burn_share: [1 %, 2 %]", "fees.burn_share", 9, "takes one value, not 2")]
    [InlineData("burn_share: 50 %", "route: tresury", "fees.route", 9, "did you mean 'treasury'?")]
    [InlineData("pool: pool", "pool: pol", "fees.pool", 9, "'pol' is not a part; did you mean 'pool'?")]
    [InlineData("pool: pool", "pool: people", "fees.pool", 9, "'people' is people, and pool is needed")]
    [InlineData("kind: people", "kind: peeple", "people", 12, "'peeple' is no kind; did you mean 'people'?")]
    [InlineData("kind: people, ", "", "people", 12, "needs a `kind:`")]
    [InlineData("decimals: 6", "decimals: 19", "tokens.USDC.decimals", 6, "'19' is not a whole number from 0 to 18")]
    [InlineData(
        "supply_max: 1.2B MASA",
        "supply_max: 1e16 MASA",
        "tokens.MASA.supply_max",
        5,
        "at most 1e33 base units"
    )]
    [InlineData("horizon: 3 years", "horizon: 200 years", "horizon", 3, "73000 days are not between 1 and 36525")]
    [InlineData("start: 2024-04-11", "start: 2024-02-30", "start", 2, "'2024-02-30' does not fit")]
    [InlineData("title: Masa", "titel: Masa", "titel", 1, "did you mean 'title'?")]
    [InlineData("cliff: 6 months", "cliff: 6 moons", "vesting.team.cliff", 10, "'6 moons' does not fit")]
    public void What_is_wrong_is_named_with_its_place(
        string before,
        string after,
        string path,
        int line,
        string message
    )
    {
        ScenarioException exception = Should.Throw<ScenarioException>(() =>
            TestKinds.Read(TestKinds.Masa.Replace(before, after))
        );

        ScenarioError error = exception.Errors[0];
        error.Path.ShouldBe(path);
        error.Line.ShouldBe(line);
        error.File.ShouldBe("top");
        error.Message.ShouldContain(message);
    }

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        string text = TestKinds.Masa.Replace("fee: 30 bp", "fee: 2").Replace("cliff: 6 months", "cliff: soon");

        ScenarioException exception = Should.Throw<ScenarioException>(() => TestKinds.Read(text));

        exception.Errors.Select(error => error.Path).ShouldBe(["pool.fee", "vesting.team.cliff"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a list")]
    [InlineData("title: [unclosed")]
    [InlineData("title: a\ntitle: b")]
    [InlineData("parts: 5")]
    [InlineData("timeline: {at: 3 days}")]
    public void What_is_no_scenario_at_all_is_refused(string text) =>
        Should.Throw<ScenarioException>(() => TestKinds.Read(text)).Errors[0].File.ShouldBe("top");

    [Fact]
    public void An_overlay_says_only_what_it_changes()
    {
        Blueprint blueprint = TestKinds.Read(
            """
            base: masa
            title: Burn less
            horizon: 1 year
            parts:
              fees: { burn_share: 10 % }
              vesting.seed: none
              pool: { kind: pool, token: USDC, reserve: 5 USDC }
              people: { kind: fees, pool: pool }
            set:
              vesting.*.cliff: +6 months
              fees: { route: treasury }
            """,
            ("masa", TestKinds.Masa)
        );

        blueprint.Title.ShouldBe("Burn less");
        blueprint.HorizonDays.ShouldBe(365);
        blueprint.Parts.Select(part => part.Name).ShouldBe(["pool", "fees", "vesting.team", "people"]);
        blueprint.Find("fees")!.Number("burn_share").ShouldBe(0.1);
        blueprint.Find("fees")!.Word("route").ShouldBe("treasury");
        blueprint.Find("fees")!.Settings["burn_share"].Origin.ToString().ShouldBe("top(5,23)");
        blueprint.Find("pool")!.Word("token").ShouldBe("USDC");
        blueprint.Find("pool")!.Settings["fee"].Origin.ToString().ShouldBe("masa(8,60)");
        blueprint.Find("people")!.Kind.Name.ShouldBe("fees");
        blueprint.Find("vesting.team")!.Days("cliff").ShouldBe(365);
    }

    [Fact]
    public void Files_that_lie_over_each_other_in_a_circle_are_refused()
    {
        ScenarioException circle = Should.Throw<ScenarioException>(() =>
            TestKinds.Read("base: a", ("a", "base: b"), ("b", "base: a"))
        );
        ScenarioException missing = Should.Throw<ScenarioException>(() => TestKinds.Read("title: x\nbase: a"));

        circle.Message.ShouldContain("top → a → b → a");
        missing.Errors[0].ToString().ShouldBe("top(2,7) base: there is no scenario 'a'");
    }

    [Fact]
    public void Events_change_parameters_on_their_day_and_build_on_earlier_ones()
    {
        Blueprint blueprint = TestKinds.Read(
            TestKinds.Masa
                + """

                timeline:
                  - at: 12 months
                    note: Listing
                    set: { pool.fee: "*2", fees.burn_share: 1 }
                  - at: 2024-04-21
                    set: { pool.fee: +70 bp }
                """
        );

        blueprint.Timeline.Select(e => (e.Day, e.Note)).ShouldBe([(10, ""), (365, "Listing")]);
        blueprint.Timeline[0].Changes[0].Setting.Values[0].Number.ShouldBe(0.01m);
        blueprint
            .Timeline[1]
            .Changes.Select(c => (c.Path, c.Setting.Values[0].Number))
            .ShouldBe([("pool.fee", 0.02m), ("fees.burn_share", 1m)]);
    }

    [Theory]
    [InlineData("at: 4 years", "is day 1460, outside of the 1095 days from 2024-04-11")]
    [InlineData("at: 2024-04-10", "is day -1")]
    [InlineData("at: soon", "neither a date nor a time")]
    [InlineData("note: nothing", "needs `at:`")]
    [InlineData("at: 3 days\n    set: { pool.fees: 1 }", "did you mean 'pool.fee'?")]
    [InlineData("at: 3 days\n    set: { pool.fee: 2 }", "2 is above 1")]
    [InlineData("at: 3 days\n    sett: 1", "did you mean 'set'?")]
    public void Events_without_a_day_or_with_a_change_that_does_not_fit_are_refused(string lines, string message) =>
        Should
            .Throw<ScenarioException>(() => TestKinds.Read($"{TestKinds.Masa}\ntimeline:\n  - {lines}"))
            .Message.ShouldContain(message);
}
