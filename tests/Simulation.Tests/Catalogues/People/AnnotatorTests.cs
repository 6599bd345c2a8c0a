using System.Globalization;

namespace Souk.Simulation.Tests.Catalogues.People;

public class AnnotatorTests
{
    private const string Pool =
        "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }\n"
        + "fund: { kind: account, holder: rewards, balance: 1M TKN }\n";

    private const string Alike = "ability_sigma: 0, ability_mean: 80 %, effort_cost: 0 USD";

    private static CatalogueRun Run(string more, string horizon = "30 days", string ability = Alike) =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                Pool
                    + "crowd: { kind: people.annotators, count: 2000, pool: pool, rewards: fund, types: [annotation, prompt], "
                    + "tasks_per_day: [6000, 300], pay: [0.10 USD, 1 USD], minutes: [2, 20], "
                    + $"quality_sigma: 0, cash_out_hazard: 0, {ability}, {more} }}",
                horizon: horizon
            )
        );

    [Fact]
    public void A_day_s_tasks_are_done_by_type_and_paid_by_quality()
    {
        CatalogueRun run = Run("pay_by_quality: no, wage_median: 0.5 USD/h");

        run.Series("crowd.done.annotation").ShouldAllBe(done => done == 6_000);
        run.Series("crowd.done.prompt").ShouldAllBe(done => done == 300);
        // 6,000 × 0.10 + 300 × 1 USD a day at a price of 1 USD; weights and payments round down.
        run.Series("crowd.paid")[29].ShouldBe(900 * 30, 10);
        (run.Held("crowd") + run.Held("crowd.payroll") + run.Held("fund")).ShouldBe(1_000_000_000_000);
        run.Series("crowd.quality").ShouldAllBe(quality => Math.Abs(quality - 0.8) < 1e-9);
    }

    [Fact]
    public void Work_below_the_threshold_is_done_and_not_paid()
    {
        CatalogueRun run = Run("pay_by_quality: no, quality_threshold: 85 %");

        run.Series("crowd.done.annotation")[0].ShouldBe(6_000);
        run.Series("crowd.accepted").ShouldAllBe(accepted => accepted == 0);
        run.Held("fund").ShouldBe(1_000_000_000_000);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(90)]
    public void Pay_is_in_proportion_to_the_quality_of_what_was_accepted(int percent)
    {
        // Effort costs more than any task pays, so quality is ability.
        CatalogueRun run = Run(
            "pay_by_quality: yes, wage_median: 0.1 USD/h, wage_sigma: 0",
            ability: $"ability_sigma: 0, ability_mean: {percent} %, effort_cost: 100 USD"
        );

        run.Series("crowd.accepted").ShouldAllBe(accepted => accepted == 6_300);
        run.Series("crowd.quality").ShouldAllBe(quality => Math.Abs(quality - (percent / 100.0)) < 1e-9);
        run.Series("crowd.paid")[29].ShouldBe(900 * 30 * percent / 100.0, 10);
    }

    [Fact]
    public void Pay_by_quality_buys_quality()
    {
        CatalogueRun flat = Run("pay_by_quality: no");
        CatalogueRun rising = Run("pay_by_quality: yes");

        flat.Series("crowd.quality")[5].ShouldBe(0.8, 1e-9);
        rising.Series("crowd.quality")[5].ShouldBe(1);
    }

    // Nothing moves the belief in a wage, and the wage is asked of everyone on every day, with the literature's spread.
    [Fact]
    public void Entry_rises_with_the_wage_at_the_elasticity_of_Horton_and_Chilton()
    {
        const double Median = 1.38;
        double Active(double wage) =>
            CatalogueRun
                .Of(
                    CatalogueRun.Read(
                        CatalogueRun.Text(
                            Pool
                                + "crowd: { kind: people.annotators, count: 200000, pool: pool, rewards: fund, tasks_per_day: 1, minutes: 60, "
                                + string.Create(
                                    CultureInfo.InvariantCulture,
                                    $"pay: {wage} USD, wage_median: {Median} USD/h, "
                                )
                                + "expectation_rate: 0, revision_hazard: 100 % }",
                            horizon: "2 days"
                        )
                    )
                )
                .Series("crowd.active")[1];

        double below = Active(Median / 1.05);
        double above = Active(Median * 1.05);

        // 0.43 in the paper; the deviation of those between both wages is a fiftieth, of 0.43 a hundredth.
        below.ShouldBe(200_000 * 0.49, 2_000);
        (Math.Log(above / below) / Math.Log(1.05 * 1.05)).ShouldBe(0.43, 0.03);
    }

    [Fact]
    public void With_perfect_foresight_the_expected_wage_is_the_one_that_is_paid()
    {
        CatalogueRun run = Run("expectation: perfect, revision_hazard: 100 %, wage_sigma: 1, hours_elasticity: 0");

        double wage = run.Series("crowd.wage")[20];
        double paid = 900 / run.Series("crowd.hours")[20];
        paid.ShouldBe(wage, 0.02 * wage);
        run.Series("crowd.active")[29].ShouldBe(run.Series("crowd.active")[1], 5);
    }

    [Fact]
    public void Adaptive_people_come_to_the_same_wage_and_myopic_ones_overshoot_it()
    {
        const string Common = "revision_hazard: 100 %, wage_sigma: 1, hours_elasticity: 0, expectation: ";
        double[] perfect = Run(Common + "perfect", "120 days").Series("crowd.active");
        double[] adaptive = Run(Common + "adaptive, expectation_rate: 10 %", "120 days").Series("crowd.active");
        double[] myopic = Run(Common + "myopic", "120 days").Series("crowd.active");

        adaptive[119].ShouldBe(perfect[119], 0.02 * perfect[119]);
        (myopic[10..].Max() - myopic[10..].Min()).ShouldBeGreaterThan(
            5 * (perfect[10..].Max() - perfect[10..].Min() + 1)
        );
    }

    [Fact]
    public void Without_a_fund_workers_leave()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Pool.Replace("balance: 1M TKN", "balance: 0 TKN", StringComparison.Ordinal)
                    + "crowd: { kind: people.annotators, count: 500, pool: pool, rewards: fund, tasks_per_day: 600, pay: 1 USD, minutes: 10, expectation: myopic, revision_hazard: 50 % }",
                horizon: "30 days"
            )
        );

        run.Series("crowd.active")[0].ShouldBeGreaterThan(300);
        run.Series("crowd.active")[10..].Min().ShouldBe(0);
    }

    [Theory]
    [InlineData("adaptive")]
    [InlineData("perfect")]
    public void As_many_work_as_accounts_are_admitted(string expectation)
    {
        // All 500 accounts are active, 20 are admitted already and 7 more each day until all are, if they apply at once.
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Pool
                    + "people: { kind: people.accounts, count: 500, accounts: 500, activation: 100 %, collectors: 20, admissions: 7, application_hazard: 1, "
                    + "churn_hazard: 0, pool: pool, rewards: fund, node_threshold: 1M TKN, concern_median: 0 USD/day }\n"
                    + "crowd: { kind: people.annotators, from: people, count: 300, pool: pool, rewards: fund, tasks_per_day: 1000, pay: 1 USD, minutes: 1, "
                    + $"wage_median: 0.001 USD/h, wage_sigma: 0, revision_hazard: 1, expectation: {expectation} }}",
                horizon: "60 days"
            ),
            auditSteps: 3
        );

        run.Series("people.collector")[..5].ShouldBe([27, 34, 41, 48, 55]);
        // The day after, up to all 300 of the crowd.
        run.Series("crowd.active")[..5].ShouldBe([20, 27, 34, 41, 48]);
        run.Series("crowd.active")[59].ShouldBe(300);
        run.Series("people.waiting")[59].ShouldBe(500 - 20 - (7 * 60));
    }
}
