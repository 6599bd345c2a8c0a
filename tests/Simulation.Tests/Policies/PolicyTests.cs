using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Policies;

public class PolicyTests
{
    private static readonly RandomStream Random = new(Seed: 11, Replicate: 0);

    [Fact]
    public void Contributors_take_part_exactly_while_the_wage_reaches_what_they_ask()
    {
        ContributorPopulation population = new(400);
        ContributorBehaviour behaviour = new() { RevisionHazard = 1, CashOutHazard = 0 };
        double wage = population.Draw(Random, behaviour, activeCount: 100, incomeUsd: 1_000);
        Int128[] balances = new Int128[400];

        int Decide(int step, double offered) =>
            ContributorPolicy.Decide(population, behaviour, Random, step, offered, balances, 0, 400);
        int atStart = Decide(step: 0, wage);
        int higher = Decide(step: 1, wage * 3);
        int last = Decide(step: 2, offered: 0);

        atStart.ShouldBe(100);
        higher.ShouldBeGreaterThan(100);
        last.ShouldBe(0);
        population.PaidWeights.Span.ToArray().ShouldAllBe(weight => weight == 0);
    }

    [Fact]
    public void Contributors_cash_out_all_or_nothing_at_their_hazard()
    {
        ContributorPopulation population = new(10_000);
        ContributorBehaviour behaviour = new() { CashOutHazard = 0.2 };
        population.Draw(Random, behaviour, activeCount: 10_000, incomeUsd: 1);
        Int128[] balances = new Int128[10_000];
        Array.Fill(balances, 7);

        population.Sales.Begin();
        ContributorPolicy.Decide(population, behaviour, Random, step: 0, wagePerWeight: 1, balances, 0, 10_000);
        population.Sales.Complete();

        population.Sales.Amounts.ToArray().ShouldAllBe(sale => sale == 7);
        population.Sales.Rows.ToArray().ShouldBeUnique();
        // Binomial with 10,000 draws at 0.2: four standard deviations are 160.
        population.Sales.Rows.Length.ShouldBeInRange(1_840, 2_160);
    }

    [Fact]
    public void Insiders_sell_the_stated_share_and_only_what_they_have()
    {
        Shortlist sales = new(new Population("insiders", 3), "sales");

        InsiderPolicy.Decide(Random, step: 0, sellHazard: 1, new Share(0.25), [100, 0, 7], sales);

        sales.Rows.ToArray().ShouldBe([0, 2]);
        sales.Amounts.ToArray().ShouldBe([25, 1]);
        InsiderPolicy.Decide(Random, step: 0, sellHazard: 0, new Share(0.25), [100, 0, 7], sales);
        sales.Rows.Length.ShouldBe(0);
    }

    [Fact]
    public void Buyers_stay_leave_and_arrive_at_their_hazards()
    {
        BuyerPopulation population = new(1_000);
        population.Draw(activeCount: 400);

        (_, int kept) = BuyerPolicy.Decide(population, Random, 0, Conditions(arrival: 0, churn: 0), 0, 1_000);
        (_, int turned) = BuyerPolicy.Decide(population, Random, 1, Conditions(arrival: 1, churn: 1), 0, 1_000);

        kept.ShouldBe(400);
        turned.ShouldBe(600);
        population.IsActive.Span[..400].ToArray().ShouldAllBe(isActive => !isActive);
    }

    [Fact]
    public void Only_customers_spend_and_spending_averages_orders_times_price()
    {
        BuyerPopulation population = new(20_000);
        population.Draw(activeCount: 10_000);

        (int orders, _) = BuyerPolicy.Decide(population, Random, 0, Conditions(arrival: 0, churn: 0), 0, 20_000);

        double spent = population.Spending.Span.ToArray().Sum(s => (double)s);
        population.Spending.Span[10_000..].ToArray().ShouldAllBe(s => s == 0);
        orders.ShouldBeInRange(20_000 - 566, 20_000 + 566);
        (spent / orders).ShouldBe(5_000_000, 5_000_000 * 4 * 0.54 / Math.Sqrt(orders));
    }

    [Fact]
    public void Trader_flow_is_symmetric_and_scales_with_the_pool()
    {
        Int128[] flows =
        [
            .. Enumerable.Range(0, 10_000).Select(step => TraderPolicy.Flow(Random, step, 0.01, 1_000_000_000)),
        ];

        flows.Average(f => (double)f).ShouldBe(0, 4 * 1e7 / 100);
        Math.Sqrt(flows.Average(f => (double)f * (double)f)).ShouldBe(1e7, 3e5);
        TraderPolicy.Flow(Random, 0, flowSigma: 0, 1_000_000_000).ShouldBe(0);
    }

    private static BuyerConditions Conditions(double arrival, double churn) =>
        new(arrival, churn, OrdersPerBuyer: 2, OrderUnits: 5_000_000, OrderSigma: 0.5);
}
