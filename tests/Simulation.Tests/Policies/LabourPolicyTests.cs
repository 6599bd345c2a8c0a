using Souk.Simulation.Policies;

namespace Souk.Simulation.Tests.Policies;

public class LabourPolicyTests
{
    private static readonly LabourHabit Habit = new(
        HoursAtReservation: 2,
        HoursElasticity: 0.5,
        HoursMax: 24,
        TargetShare: 0.3,
        EffortCostUsd: 0.02,
        PaysByQuality: true
    );

    [Theory]
    [InlineData(0.99, 0.9, 0)]
    [InlineData(1.00, 0.9, 120)]
    [InlineData(4.00, 0.9, 240)]
    [InlineData(4.00, 0.1, 30)]
    public void Hours_rise_with_the_wage_at_the_elasticity_and_fall_for_those_with_a_target(
        double wage,
        double target,
        int minutes
    ) => LabourPolicy.Minutes(wage, asked: 1, target, Habit).ShouldBe((uint)minutes);

    [Theory]
    [InlineData(0.04, 0.5)]
    [InlineData(0.20, 0.9)]
    [InlineData(0.02, 0.3)]
    [InlineData(0.00, 0.3)]
    public void Effort_goes_to_where_its_marginal_reward_is_its_cost(double pay, double quality)
    {
        LabourPolicy.Quality(ability: 0.3, pay, Habit).ShouldBe(quality, 1e-12);
        LabourPolicy.Quality(ability: 0.3, pay, Habit with { PaysByQuality = false }).ShouldBe(0.3);
    }

    [Fact]
    public void No_other_effort_earns_more_than_the_chosen_one()
    {
        const double Pay = 0.2;
        double Gain(double quality) => (Pay * quality) - (0.02 * Math.Log((1 - 0.3) / (1 - quality)));
        double chosen = LabourPolicy.Quality(0.3, Pay, Habit);

        Gain(chosen - 0.01).ShouldBeLessThan(Gain(chosen));
        Gain(chosen + 0.01).ShouldBeLessThan(Gain(chosen));
    }

    [Fact]
    public void All_who_foresee_the_wage_are_paid_just_that()
    {
        double[] asked = [.. Enumerable.Range(1, 100).Select(i => i * 0.1)];
        double[] targets = [.. Enumerable.Repeat(0.9, 100)];
        LabourHabit flat = Habit with { HoursElasticity = 0, HoursAtReservation = 1 };

        double wage = LabourPolicy.ClearingWage(wageMax: 10, budgetUsd: 100, asked, targets, flat);

        // At w there are 10 w workers of one hour: 10 w² = 100.
        wage.ShouldBe(3.2, 0.1);
        (asked.Count(one => one <= wage) * wage).ShouldBeInRange(95, 100);
        LabourPolicy.ClearingWage(2, 100, asked, targets, flat).ShouldBe(2);
    }

    [Fact]
    public void Tasks_are_divided_by_minutes_and_none_is_lost()
    {
        TaskDivision division = new(tasks: 10, minutes: 100);

        uint[] tasks = [division.Next(50), division.Next(0), division.Next(25), division.Next(25)];

        tasks.ShouldBe([5u, 0u, 2u, 3u]);
        TaskDivision.Feasible(10, minutesWanted: 200, minutesOffered: 100).ShouldBe(5);
        TaskDivision.Feasible(10, minutesWanted: 50, minutesOffered: 100).ShouldBe(10);
    }

    [Fact]
    public void Beliefs_follow_at_their_rate_or_at_once()
    {
        ExpectationPolicy.Next(Expectation.Adaptive, 0.1, belief: 10, observed: 20).ShouldBe(11);
        ExpectationPolicy.Next(Expectation.Myopic, 0.1, belief: 10, observed: 20).ShouldBe(20);
    }
}
