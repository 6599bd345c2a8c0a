using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.DataMarkets;

/// <summary>Buyers come, go and order.</summary>
internal sealed class BuyerRule(DataMarket market) : AgentRule("buyers", Phase.Decide)
{
    private readonly BuyerPopulation _population = market.Buyers;
    private readonly Tally _orders = new();
    private readonly Tally _active = new();
    private BuyerConditions _conditions;

    protected override int RowCount => _population.Agents.Count;

    public override void Declare(Touches touches) =>
        touches
            .Reads(market.Signals.DataPrice)
            .Updates(_population.IsActive)
            .Writes(_population.Spending, _population.ActiveCount, market.Signals.OrderCount);

    protected override void Open(in Step step) => _conditions = Conditions();

    protected override void Loop(in Step step, int first, int end, int worker)
    {
        (int orders, int active) = BuyerPolicy.Decide(_population, step.Random, step.Index, _conditions, first, end);
        _orders.Add(worker, orders);
        _active.Add(worker, active);
    }

    protected override void Close(in Step step)
    {
        market.Signals.OrderCount.Value = (long)_orders.Take();
        _population.ActiveCount.Value = (long)_active.Take();
    }

    private BuyerConditions Conditions()
    {
        InitialState state = market.Scenario.State;
        BuyerBehaviour behaviour = market.Scenario.Behaviour.Buyers;
        int activeCount = market.ActiveBuyersAtStart;
        int idleCount = _population.Agents.Count - activeCount;
        double arrivals = behaviour.ChurnHazard * behaviour.ArrivalMultiple * activeCount;
        double ordersPerBuyer = activeCount > 0 ? state.Activity.OrdersPerDay / activeCount : 0;
        double level = market.Signals.DataPrice.Value;
        double demanded = ordersPerBuyer * DeterministicMath.Pow(level, -behaviour.PriceElasticity);
        return new BuyerConditions(
            ArrivalHazard: idleCount > 0 ? Math.Min(1, arrivals / idleCount) : 0,
            ChurnHazard: behaviour.ChurnHazard,
            OrdersPerBuyer: Math.Min(demanded, Distribution.PoissonMeanMax),
            OrderUnits: state.Activity.MeanOrderUsd * level * (double)BaseUnits.One(state.Stablecoin.Decimals),
            OrderSigma: state.Activity.OrderUsdSigma
        );
    }
}
