using Souk.Dashboards.EventStudies;
using Souk.Research.Responses;

namespace Souk.Dashboards.Tests.EventStudies;

public sealed class DayBookTests
{
    private static readonly DateOnly s_first = new(2025, 1, 1);

    [Fact]
    public void A_day_is_unusual_above_three_times_the_mean_of_the_28_before_and_never_before_it_has_them()
    {
        double[] burned = [.. Enumerable.Repeat(10.0, 60)];
        burned[20] = 1_000;
        burned[55] = 31;
        burned[58] = 30;

        // The thousand lifts the means of days 29 to 48; of day 55 the mean is 10, of day 58 it is 10.75.
        Book("a", burned, new double[60]).UnusualDays(Happening.Burn).ShouldBe([55]);
    }

    [Fact]
    public void After_four_weeks_of_nothing_any_amount_is_unusual_and_nothing_never_is()
    {
        double[] burned = new double[40];
        burned[30] = 1;

        Book("a", burned, new double[40]).UnusualDays(Happening.Burn).ShouldBe([30]);
    }

    [Fact]
    public void People_and_spending_are_percents_of_what_is_usual_in_the_unit_on_the_days_that_all_have()
    {
        double[] burned = new double[40];
        burned[30] = 1;
        double[] early = [.. Enumerable.Repeat(2.0, 40)];
        early[31] = 6;
        DayBook first = Book("a", burned, early);
        DayBook second = Book("b", new double[40], [.. Enumerable.Repeat(5.0, 40)]) with
        {
            First = s_first.AddDays(10),
        };

        ResponsePanel panel = DayPanel.Of([first, second], Happening.Burn, DayOutcome.Spending)!;

        // 30 days are shared; of the first unit 29 have 2 and one has 6, whose mean is 64 / 30.
        panel.Days.ShouldBe(30);
        panel.Events.ShouldBe([new ResponseEvent(0, 20)]);
        panel.Outcomes[0][0].ShouldBe(100 * 2 / (64 / 30.0), 1e-12);
        panel.Outcomes[0][21].ShouldBe(100 * 6 / (64 / 30.0), 1e-12);
        panel.Outcomes[1].ShouldAllBe(value => value == 100);
    }

    [Fact]
    public void A_price_is_known_from_its_first_trade_on_and_its_moves_have_no_sign()
    {
        double[] logs = [double.NaN, double.NaN, 100, 90, 95];

        DayBook.MovesOf(logs).ShouldBe([0, 0, 0, 10, 5]);
    }

    [Fact]
    public void What_no_unit_knows_gives_no_panel()
    {
        DayPanel.Of([Book("a", new double[40], new double[40])], Happening.Fee, DayOutcome.Spending).ShouldBeNull();
        DayPanel.Of([], Happening.Burn, DayOutcome.Spending).ShouldBeNull();
    }

    private static DayBook Book(string name, double[] burned, double[] spent) =>
        new(
            name,
            s_first,
            new Dictionary<Happening, double[]> { [Happening.Burn] = burned },
            new Dictionary<DayOutcome, double[]> { [DayOutcome.Spending] = spent },
            new Dictionary<string, double[]>()
        );
}
