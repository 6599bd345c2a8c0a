using Souk.Simulation.Blueprints;
using Souk.Simulation.Policies;

namespace Souk.Simulation.Tests.Catalogues.Labels;

public class LabelTests
{
    private static readonly LabelTerms s_terms = new(
        MachineShare: 0.5,
        ReviewShare: 0.2,
        HumanUsd: 0.1,
        MachineUsd: 0.01,
        ReviewUsd: 0.04,
        HumanQuality: 0.95,
        MachineQuality: 0.8
    );

    // Ten orders in a hundred a day for a crowd that is willing and plenty: all are matched.
    private static CatalogueRun Run(string more) =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }\n"
                    + "fund: { kind: account, holder: rewards, balance: 1 TKN }\nstudio: { kind: account }\ntill: { kind: account }\nhands: { kind: account }\nrobots: { kind: account }\n"
                    + "crowd: { kind: people.annotators, count: 500, pool: pool, rewards: fund, tasks_per_day: 0, pay: 0.1 USD, minutes: 3 }\n"
                    + "orders: { kind: people.orders, contributors: crowd, money: USDC, sellers: studio, fees: till, market_fee: 0, languages: 1, requests_per_day: 10, value_median: 1000000 USD, price: 100 USD, concern_median: 1 USD, orders_per_person: 1 }\n"
                    + $"labels: {{ kind: labels.mix, orders: orders, payer: studio, money: USDC, people: hands, machines: robots, labels: 100, {more} }}",
                horizon: "50 days"
            )
        );

    [Fact]
    public void Labels_are_divided_and_paid_by_share_and_are_right_by_quality()
    {
        LabelDay day = LabelPolicy.Divide(1_001, s_terms);

        // Half of 1,001 and a fifth of 500, in whole labels.
        day.ShouldBe(new LabelDay(Human: 501, Machine: 500, Reviewed: 100));
        LabelPolicy.HumanUsd(day, s_terms).ShouldBe(50.1 + 4, 1e-9);
        LabelPolicy.MachineUsd(day, s_terms).ShouldBe(5, 1e-9);
        LabelPolicy.Right(day, s_terms).ShouldBe((601 * 0.95) + (400 * 0.8), 1e-9);
    }

    [Theory]
    [InlineData("0", "0", 0.95, 0.1)]
    [InlineData("100 %", "0", 0.8, 0.01)]
    [InlineData("50 %", "20 %", 0.89, 0.059)]
    [InlineData("100 %", "100 %", 0.95, 0.05)]
    public void Share_cost_and_quality_of_each_make_those_of_the_mix(
        string machine,
        string review,
        double quality,
        double cost
    )
    {
        CatalogueRun run = Run($"machine_share: {machine}, review_share: {review}");

        // Of ½ machine, ⅕ looked over: ½ 0.95 + ½ (⅕ 0.95 + ⅘ 0.8), and ½ 0.1 + ½ (0.01 + ⅕ 0.04).
        run.Series("labels.quality")[49].ShouldBe(quality, 1e-9);
        run.Series("labels.cost")[49].ShouldBe(cost, 1e-6);
    }

    [Fact]
    public void People_and_machines_get_what_they_are_owed_to_the_base_unit_and_the_studio_keeps_the_rest()
    {
        CatalogueRun run = Run("machine_share: 50 %, review_share: 20 %");

        Int128 orders = (Int128)run.Series("orders.matched")[49];
        orders.ShouldBeGreaterThan(300);
        // An order: 50 labels at 0.1 and 10 looked over at 0.04 for people, 50 at 0.01 for machines, of 100 USD; floors of fifty days.
        run.Held("hands", "USDC").ShouldBeInRange((orders * 5_400_000) - 50, orders * 5_400_000);
        run.Held("robots", "USDC").ShouldBeInRange((orders * 500_000) - 50, orders * 500_000);
        (run.Held("hands", "USDC") + run.Held("robots", "USDC") + run.Held("studio", "USDC")).ShouldBe(
            orders * 100_000_000
        );
        run.Series("labels.human")[49].ShouldBe((double)orders * 50);
        run.Series("labels.reviewed")[49].ShouldBe((double)orders * 10);
        run.Series("labels.unpaid")[49].ShouldBe(0);
    }

    [Fact]
    public void What_the_payer_lacks_is_shown_as_unpaid()
    {
        // 100 labels at 3 USD cost 300, and an order brings 100.
        CatalogueRun run = Run("machine_share: 0, human_cost: 3 USD");

        double orders = run.Series("orders.matched")[49];
        run.Series("labels.people_paid")[49].ShouldBe(orders * 100, 1e-6);
        run.Series("labels.unpaid")[49].ShouldBe(orders * 200, 1e-6);
        run.Held("studio", "USDC").ShouldBe(0);
    }

    [Fact]
    public void MyShell_s_orders_are_labelled_by_the_mix_and_rare_languages_are_left_uncovered()
    {
        Blueprint shipped = ShippedFiles.Read("myshell-sahara");
        CatalogueRun Mix(params (string Path, string Value)[] changes) =>
            CatalogueRun.Of(changes.Aggregate(shipped, (one, change) => one.With(change.Path, change.Value)));
        CatalogueRun mixed = Mix(
            ("labels.machine_share", "60 %"),
            ("labels.review_share", "25 %"),
            ("labels.machine_quality", "70 %"),
            ("orders.supply_exponent", "1")
        );
        CatalogueRun rare = Mix(("orders.supply_exponent", "3"));

        // 0.4 × 0.95 + 0.6 (¼ 0.95 + ¾ 0.7), and 0.4 × 0.1 + 0.6 (0.01 + ¼ 0.04).
        mixed.Series("labels.quality")[^1].ShouldBe(0.8375, 1e-9);
        mixed.Series("labels.cost")[^1].ShouldBe(0.052, 1e-6);
        mixed.Series("orders.covered")[^1].ShouldBe(1);
        rare.Series("orders.covered")[^1].ShouldBeLessThan(0.8);
        rare.Series("orders.match_rate")[^1].ShouldBeLessThan(mixed.Series("orders.match_rate")[^1] - 0.2);
        rare.Series("labels.human")[^1].ShouldBeGreaterThan(0);
        FactLine share = FactSheet.Of(shipped).Single(line => line.Path == "labels.machine_share");
        share.Confidence.ShouldBe(Confidence.Assumed);
        share.IsSwept.ShouldBeTrue();
        FactSheet
            .Of(shipped)
            .Single(line => line.Path == "tokens.SHELL.supply_max")
            .Confidence.ShouldBe(Confidence.Exact);
    }
}
