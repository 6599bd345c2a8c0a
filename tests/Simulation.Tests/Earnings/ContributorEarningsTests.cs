using Souk.Simulation.Blueprints;
using Souk.Simulation.Earnings;
using Souk.Simulation.Experiments;
using Souk.Simulation.Tests.Catalogues;

namespace Souk.Simulation.Tests.Earnings;

public sealed class ContributorEarningsTests
{
    private const string Parts = """
        pool: { kind: pool.constant_product, token_reserve: 2M TKN, money_reserve: 1M USDC }
        fund: { kind: account, holder: rewards, balance: 400k TKN }
        crowd: { kind: people.contributors, active: 40, pool: pool, wage_at_start: 20 USD/day, rewards: fund, payout_share: 0.5 %, cost_share: 10 % }
        nodes: { kind: people.operators, role: data, count: 60, active: 20, pool: pool, jobs_per_day: 300, cost: 5 USD/day }
        """;

    private static readonly Blueprint s_market = CatalogueRun.Read(CatalogueRun.Text(Parts, horizon: "90 days"));

    [Fact]
    public void Income_of_a_role_is_what_the_run_says_that_it_earned()
    {
        BlueprintResult run = BlueprintEnsemble.Run(s_market, seed: 3, runs: 1);
        double[] Series(string key) => run.Metrics.First(metric => metric.Spec.Key == key).Run(0).ToArray();

        ContributorEarnings earnings = ContributorEarnings.Play(s_market, seed: 3, runs: 1);

        earnings.Roles.Select(role => (role.Part, role.Role)).ShouldBe([("crowd", "contributor"), ("nodes", "data")]);
        double crowd = Series("crowd.wage").Zip(Series("crowd.active"), (wage, active) => wage * active).Sum();
        earnings.Roles[0].All.Income[^1].ShouldBe(crowd, crowd * 1e-9);
        earnings.Roles[0].All.Spent[^1].ShouldBe(crowd * 0.1, crowd * 1e-9);
        double nodes = Series("nodes.income").Sum();
        earnings.Roles[1].All.Income[^1].ShouldBe(nodes, nodes * 1e-9);
        // Energy is all of it; fixed costs come on top.
        earnings.Roles[1].All.Spent[^1].ShouldBeGreaterThan(Series("nodes.energy_cost").Sum());
        earnings.Roles[1].All.Asked[^1].ShouldBe(0);
    }

    [Fact]
    public void Cohorts_add_up_to_their_role_and_everybody_is_in_one()
    {
        ContributorEarnings earnings = ContributorEarnings.Play(s_market, seed: 3, runs: 2);

        foreach (RoleEarnings role in earnings.Roles)
        {
            role.Cohorts[0].Cohort.ShouldBe(new EarningCohort(0, 0));
            role.Cohorts.Sum(cohort => cohort.Path.People).ShouldBe(role.All.People);
            role.Cohorts.Sum(cohort => cohort.Path.Income[^1])
                .ShouldBe(role.All.Income[^1], role.All.Income[^1] * 1e-12);
            role.All.Cost[45].ShouldBe(role.All.Spent[45] + role.All.Asked[45]);
        }

        earnings.Roles[0].Cohorts[0].Path.People.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void Break_even_is_the_day_from_which_income_is_never_below_cost_again()
    {
        EarningPath Path(double[] income, double[] cost) => new(1, income, cost, new double[cost.Length]);

        Path([1, 3, 4, 9], [2, 2, 5, 6]).BreakEvenDay.ShouldBe(3);
        Path([2, 3], [1, 3]).BreakEvenDay.ShouldBe(0);
        Path([2, 3], [1, 4]).BreakEvenDay.ShouldBeNull();
    }

    [Fact]
    public void A_scenario_in_which_nobody_works_has_no_roles()
    {
        Blueprint empty = CatalogueRun.Read(CatalogueRun.Text("fund: { kind: account, balance: 1 TKN }"));

        ContributorEarnings.AreIn(empty).ShouldBeFalse();
        ContributorEarnings.AreIn(s_market).ShouldBeTrue();
        ContributorEarnings.Play(empty, seed: 1, runs: 1).Roles.ShouldBeEmpty();
    }
}
