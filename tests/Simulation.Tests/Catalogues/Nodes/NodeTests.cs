using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.Nodes;

public class NodeTests
{
    private const string Pool =
        "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }\n";

    private static CatalogueRun Run(string role, string operators, string more, string horizon = "60 days") =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                Pool
                    + $"nodes: {{ kind: people.operators, role: {role}, count: 1000, active: 1000, pool: pool, revision_hazard: 0, capacity: 10, capacity_sigma: 0, price_adjustment: 0, energy: 0, {operators} }}\n"
                    + more,
                horizon: horizon
            )
        );

    [Fact]
    public void Collectors_gather_by_the_type_of_their_source_and_by_their_work()
    {
        CatalogueRun run = Run(
            "collector",
            "jobs_per_day: 5000",
            "data: { kind: nodes.sources, nodes: nodes, mix: [2, 1, 1], yields: [1, 10, 0.5] }"
        );

        // 5,000 units of work a day; half of the nodes have web sites, a quarter each feeds and logins.
        run.Series("data.collected.web")[59].ShouldBe(60 * 2_500, 15_000);
        run.Series("data.collected.feed")[59].ShouldBe(60 * 12_500, 80_000);
        run.Series("data.collected.authenticated")[59].ShouldBe(60 * 625, 4_000);
        double work =
            run.Series("data.collected.web")[59]
            + (run.Series("data.collected.feed")[59] / 10)
            + (run.Series("data.collected.authenticated")[59] * 2);
        double done = run.Series("nodes.use").Sum() * 10_000;
        work.ShouldBe(done, 1e-6 * done);
    }

    [Fact]
    public void Models_are_deployed_where_work_is_asked_for_and_every_job_of_a_network_with_room_is_done()
    {
        CatalogueRun run = Run(
            "compute",
            "jobs_per_day: 0",
            "shelf: { kind: nodes.models, nodes: nodes, models: [small, large], jobs_per_day: [3000, 100], work: [1, 10], price: [0.01 USD, 0.2 USD] }"
        );

        // 3,000 and 1,000 units of work: three of four nodes have the small one.
        run.Series("shelf.deployed.small")[30..].Average().ShouldBe(750, 25);
        run.Series("shelf.deployed.large")[30..].Average().ShouldBe(250, 25);
        run.Series("shelf.done.small")[59].ShouldBe(180_000, 1_700);
        run.Series("shelf.done.large")[59].ShouldBe(6_000, 310);
        run.Series("shelf.lost")[59].ShouldBe(0);
        double paid = (run.Series("shelf.done.small")[59] * 0.01) + (run.Series("shelf.done.large")[59] * 0.2);
        run.Series("shelf.paid")[59].ShouldBe(paid, 0.01);
        run.Held("nodes", "USDC").ShouldBeGreaterThan((Int128)(paid * 990_000));
        // Each node once, and then a tenth a day thinks again, of which 3/8 change.
        run.Series("shelf.deployments")[59].ShouldBe(1_000 + (59 * 100 * 0.375), 250);
    }

    [Fact]
    public void A_network_without_room_does_what_it_can_and_the_impatient_leave()
    {
        CatalogueRun run = Run(
            "compute",
            "jobs_per_day: 0",
            "shelf: { kind: nodes.models, nodes: nodes, models: [one], jobs_per_day: 20000, impatience: 100 % }"
        );

        run.Series("shelf.done.one")[59].ShouldBe(60 * 10_000, 1e-6);
        run.Series("shelf.lost")[59].ShouldBe(60 * 10_000, 5_000);
        run.Series("shelf.waiting.one").ShouldAllBe(waiting => waiting == 0);
    }

    [Fact]
    public void Other_roles_collect_nothing_and_lists_of_another_length_are_refused()
    {
        Should
            .Throw<ScenarioException>(() =>
                Run("compute", "jobs_per_day: 1", "data: { kind: nodes.sources, nodes: nodes }")
            )
            .Message.ShouldContain("collector is needed");
        Should
            .Throw<ScenarioException>(() =>
                Run("collector", "jobs_per_day: 1", "data: { kind: nodes.sources, nodes: nodes, mix: [1, 2] }")
            )
            .Message.ShouldContain("mix has 2 values");
    }
}
