using Souk.Simulation.Engine;
using Souk.Simulation.Markets;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.DataMarkets;

/// <summary>Turns what happened yesterday into the wage, the demand and the data price that agents know today.</summary>
internal sealed class ExpectationRule(DataMarket market) : Rule("expectations", Phase.Observe)
{
    // How fast the data market forgets yesterday's orders; it only keeps single orders from moving the price.
    private const double OrdersSmoothing = 0.1;

    private readonly DataMarketSignals _signals = market.Signals;
    private readonly Activity _start = market.Scenario.State.Activity;
    private readonly Behaviour _behaviour = market.Scenario.Behaviour;

    public override void Declare(Touches touches) =>
        touches
            .ReadsYesterday(_signals.IncomeUsd, _signals.OrderCount)
            .ReadsYesterday(market.Contributors.PaidWeights, market.Contributors.ActiveCount)
            .Updates(_signals.WagePerWeight, _signals.Orders, _signals.DataPrice);

    public override void Run(in Step step)
    {
        // The first day starts from the observed signals.
        if (step.Index == 0)
        {
            return;
        }

        double wage = _signals.IncomeUsd.Value * (1 - _behaviour.Contributors.CostShare) / PaidWeight();
        _signals.WagePerWeight.Value += _behaviour.Contributors.ExpectationRate * (wage - _signals.WagePerWeight.Value);
        _signals.Orders.Value += OrdersSmoothing * (_signals.OrderCount.Value - _signals.Orders.Value);
        if (_start.OrdersPerDay > 0 && market.ActiveContributorsAtStart > 0)
        {
            double demand = _signals.Orders.Value / _start.OrdersPerDay;
            double supply = (double)market.Contributors.ActiveCount.Value / market.ActiveContributorsAtStart;
            double speed = _behaviour.Buyers.PriceAdjustment;
            _signals.DataPrice.Value = PostedPrice.Next(_signals.DataPrice.Value, demand, supply, speed);
        }
    }

    private double PaidWeight()
    {
        ulong total = 0;
        foreach (uint weight in market.Contributors.PaidWeights.Span)
        {
            total += weight;
        }

        return Math.Max(1, total);
    }
}
