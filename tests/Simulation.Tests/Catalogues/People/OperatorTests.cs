using Souk.Simulation.Policies;
using Souk.Simulation.Scores;

namespace Souk.Simulation.Tests.Catalogues.People;

public class OperatorTests
{
    private const string Pool =
        "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }\n"
        + "fund: { kind: account, holder: rewards, balance: 10M TKN }\n";

    private const string Same =
        "cost_sigma: 0, capacity_sigma: 0, energy: 0, cash_out_hazard: 0, expectation_rate: 100 %, revision_hazard: 0.5 %, ";

    private static CatalogueRun Run(string more, string horizon = "100 days", string rest = "") =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                Pool + $"nodes: {{ kind: people.operators, count: 2000, pool: pool, rewards: fund, {more} }}",
                horizon: horizon,
                rest: rest
            ),
            auditSteps: 4
        );

    [Fact]
    public void One_enters_above_cost_and_premium_and_leaves_below_cost_less_tolerance()
    {
        EntryPolicy.IsIn(false, income: 129, cost: 100, premium: 0.3, tolerance: 0.2).ShouldBeFalse();
        EntryPolicy.IsIn(false, income: 130, cost: 100, premium: 0.3, tolerance: 0.2).ShouldBeTrue();
        EntryPolicy.IsIn(true, income: 80, cost: 100, premium: 0.3, tolerance: 0.2).ShouldBeTrue();
        EntryPolicy.IsIn(true, income: 79, cost: 100, premium: 0.3, tolerance: 0.2).ShouldBeFalse();
    }

    [Fact]
    public void A_queue_serves_up_to_capacity_and_loses_the_impatient()
    {
        JobQueue.Serve(waiting: 10, arrived: 20, capacity: 25, impatience: 0.2).ShouldBe(new JobDay(25, 1, 4));
        JobQueue.Serve(waiting: 0, arrived: 20, capacity: 25, impatience: 0.2).ShouldBe(new JobDay(20, 0, 0));
        JobQueue.WaitDays(waiting: 50, done: 25).ShouldBe(2);
    }

    [Fact]
    public void Without_frictions_they_enter_until_nobody_gains()
    {
        CatalogueRun run = Run(
            Same
                + "cost: 5 USD/day, reward_per_day: 1000 TKN/day, entry_premium: 0, exit_tolerance: 0, job_price: 100 USD",
            "400 days"
        );

        // 1,000 USD a day at 5 each: 200.
        run.Series("nodes.active")[300..].Average().ShouldBe(200, 12);
        run.Series("nodes.income")[399].ShouldBe(1_000, 1);
    }

    [Theory]
    [InlineData("adaptive")]
    [InlineData("myopic")]
    [InlineData("perfect")]
    public void In_every_mode_of_expectation_they_come_to_where_nobody_gains(string mode)
    {
        CatalogueRun run = Run(
            "cost_sigma: 0.5, capacity_sigma: 0, capacity: 1, energy: 0, cash_out_hazard: 0, revision_hazard: 2 %, "
                + $"cost: 5 USD/day, reward_per_day: 1000 TKN/day, entry_premium: 0, exit_tolerance: 0, job_price: 100 USD, expectation: {mode}",
            "400 days"
        );

        // 1,000 USD a day go to those who ask less than i = 1,000 / n, of 2,000 with median 5 and σ 0.5: n = 2,000 Φ(2 ln(i / 5)) is 327.
        double n = 327;
        NormalLaw.Cdf(2 * Math.Log(1_000 / n / 5)).ShouldBe(n / 2_000, 0.005);
        run.Series("nodes.active")[200..].Average().ShouldBe(n, 25);
    }

    [Fact]
    public void What_entered_in_good_times_stays_in_worse_ones()
    {
        string Text(string active) =>
            Same
            + $"cost: 5 USD/day, reward_per_day: 1000 TKN/day, entry_premium: 0.5, exit_tolerance: 30 %, active: {active}, job_price: 0 USD";
        double few = Run(Text("10"), "400 days").Series("nodes.active")[399];
        double many = Run(Text("1000"), "400 days").Series("nodes.active")[399];

        // The zone of inaction: 1,000 / 7.5 = 133 to 1,000 / 3.5 = 286, from both sides.
        few.ShouldBeInRange(120, 145);
        many.ShouldBeInRange(180, 290);
    }

    [Fact]
    public void Each_role_has_its_own_ledger_of_rewards()
    {
        string Role(string role, string perDay) =>
            $"fund_{role}: {{ kind: account, holder: rewards, balance: 1000 TKN }}\n"
            + $"{role}: {{ kind: people.operators, role: {role}, count: 50, active: 20, pool: pool, rewards: fund_{role}, reward_per_day: {perDay}, revision_hazard: 0, cash_out_hazard: 0 }}\n";
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Pool + Role("data", "30 TKN/day") + Role("model", "20 TKN/day") + Role("compute", "10 TKN/day")
            )
        );

        foreach (
            (string role, int paid) in (ReadOnlySpan<(string, int)>)[("data", 300), ("model", 200), ("compute", 100)]
        )
        {
            run.Series($"{role}.paid")[9].ShouldBe(paid, 0.001);
            run.Held($"fund_{role}").ShouldBe((1_000 - paid) * 1_000_000);
            run.Each(role).Count(balance => balance > 0).ShouldBe(20);
        }
    }

    [Fact]
    public void Jobs_beyond_capacity_wait_raise_the_price_and_bring_capacity()
    {
        CatalogueRun run = Run(
            "active: 20, jobs_per_day: 1000, capacity: 10, capacity_sigma: 0, job_price: 1 USD, price_elasticity: 0, cost: 5 USD/day, entry_premium: 0.1, revision_hazard: 0.2 %",
            "200 days"
        );

        run.Series("nodes.use")[0].ShouldBe(1);
        // Of 1,000 that came, with a deviation of 32, 200 were done; four fifths of the others wait.
        run.Series("nodes.waiting")[0].ShouldBe(640, 102);
        run.Series("nodes.price")[10].ShouldBeGreaterThan(1.1);
        run.Series("nodes.capacity")[199].ShouldBeGreaterThan(950);
        run.Series("nodes.wait")[199].ShouldBeLessThan(1);
    }

    [Fact]
    public void Dearer_energy_leaves_fewer_providers_and_energy_is_counted_by_work()
    {
        string Text(string price) =>
            $"active: 100, jobs_per_day: 500, energy: 2, energy_price: {price}, energy_sigma: 0, job_price: 1 USD, price_adjustment: 0, capacity: 10, capacity_sigma: 0, "
            + "cost: 2 USD/day, cost_sigma: 0.5, entry_premium: 0, exit_tolerance: 0, cash_out_hazard: 0, expectation: myopic";
        CatalogueRun cheap = Run(Text("0.05 USD"), "300 days");
        CatalogueRun dear = Run(Text("0.45 USD"), "300 days");

        // 500 USD a day less 2 kWh a job: n = 2,000 Φ(2 ln(500 (1 − 2 price) / n / 2)).
        (2_000 * NormalLaw.Cdf(2 * Math.Log(450.0 / 356 / 2))).ShouldBe(356, 6);
        (2_000 * NormalLaw.Cdf(2 * Math.Log(50 / 62.5 / 2))).ShouldBe(62.5, 6);
        cheap.Series("nodes.active")[200..].Average().ShouldBe(356, 36);
        dear.Series("nodes.active")[200..].Average().ShouldBe(62.5, 9);
        double done = cheap.Series("nodes.use")[50] * cheap.Series("nodes.capacity")[50];
        cheap.Series("nodes.energy")[50].ShouldBe(2 * done, 1e-6);
    }

    [Fact]
    public void Energy_and_its_cost_are_those_of_the_day_before_and_after_a_change()
    {
        CatalogueRun run = Run(
            "active: 2000, capacity: 10, capacity_sigma: 0, jobs_per_day: 1000, training_share: 10 %, training_work: 11, energy: 2, "
                + "energy_price: 0.1 USD, energy_sigma: 0, price_adjustment: 0, revision_hazard: 0",
            "20 days",
            rest: "timeline:\n  - { at: 10 days, set: { nodes.energy: 3 } }"
        );

        double Done(int day) => run.Series("nodes.use")[day] * run.Series("nodes.capacity")[day];
        foreach ((int day, double kwh) in new[] { (5, 2.0), (9, 2.0), (10, 3.0), (15, 3.0) })
        {
            // A tenth are training jobs of eleven units: a job takes two units of work.
            run.Series("nodes.energy_per_job")[day].ShouldBe(2 * kwh, 1e-9);
            run.Series("nodes.energy")[day].ShouldBe(Done(day) * kwh, 1e-6 * Done(day));
            run.Series("nodes.energy_cost")[day].ShouldBe(Done(day) * kwh * 0.1, 1e-6 * Done(day));
        }
    }

    [Fact]
    public void Training_is_done_off_chain_and_posted_as_far_as_the_payload_limit_allows()
    {
        CatalogueRun run = Run(
            "active: 2000, capacity: 1000, capacity_sigma: 0, jobs_per_day: 100, training_share: 50 %, training_work: 100, result_size: 10, payload_limit: 300, revision_hazard: 0, price_adjustment: 0",
            "20 days"
        );

        // 50 results of 10 kB a day, of which 300 kB fit; deviation of 20 days' jobs is 10 × √2,000 / 2.
        run.Series("nodes.unposted")[19].ShouldBe(20 * 200, 900);
        run.Series("nodes.posted")[5..].ShouldAllBe(posted => posted == 300);
        run.Series("nodes.waiting").ShouldAllBe(waiting => waiting == 0);
    }

    [Fact]
    public void A_private_job_shows_its_result_only_and_an_open_one_its_data()
    {
        CatalogueRun run = Run(
            "active: 2000, jobs_per_day: 1000, private_share: 25 %, private_overhead: 1, job_data: 40, price_adjustment: 0, revision_hazard: 0"
        );

        // A quarter of a thousand jobs a day, of two units of work, beside three quarters of one: nodes have room for all.
        double[] hidden = run.Series("nodes.private_done");
        double[] revealed = run.Series("nodes.revealed");
        hidden.Average().ShouldBe(250, 5);
        for (int day = 0; day < hidden.Length; day++)
        {
            revealed[day].ShouldBe(3 * hidden[day] * 40, 1e-6);
        }
    }

    [Fact]
    public void Private_jobs_take_more_work()
    {
        string Text(string share) =>
            $"active: 2000, jobs_per_day: 1000, private_share: {share}, private_overhead: 1, price_adjustment: 0, revision_hazard: 0";
        CatalogueRun open = Run(Text("0"));
        CatalogueRun closed = Run(Text("100 %"));

        (closed.Series("nodes.energy").Sum() / open.Series("nodes.energy").Sum()).ShouldBe(2, 1e-9);
        open.Series("nodes.private_done").ShouldAllBe(jobs => jobs == 0);
        // Twice the work of a job, and all jobs are done on their day.
        double done = closed.Series("nodes.use")[50] * closed.Series("nodes.capacity")[50];
        closed.Series("nodes.private_done")[50].ShouldBe(done / 2, 1e-6);
        closed.Series("nodes.private_done").Average().ShouldBe(1_000, 15);
    }
}
