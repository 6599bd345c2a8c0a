using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.DataMarkets;

/// <summary>Contributors decide whether to take part and what to sell.</summary>
internal sealed class ContributorRule(DataMarket market) : AgentRule("contributors", Phase.Decide)
{
    private readonly ContributorPopulation _population = market.Contributors;
    private readonly DataMarketSignals _signals = market.Signals;
    private readonly ContributorBehaviour _behaviour = market.Scenario.Behaviour.Contributors;
    private readonly Tally _active = new();

    protected override int RowCount => _population.Agents.Count;

    public override void Declare(Touches touches) =>
        touches
            .Reads(_signals.WagePerWeight, _population.Weights, _population.ReservationPerWeight)
            .ReadsYesterday(market.Accounts.Contributors.Token)
            .Updates(_population.IsActive, _population.PaidWeights)
            .Writes(_population.Sales, _population.ActiveCount);

    protected override void Open(in Step step) => _population.Sales.Begin();

    protected override void Loop(in Step step, int first, int end, int worker)
    {
        int active = ContributorPolicy.Decide(
            _population,
            _behaviour,
            step.Random,
            step.Index,
            _signals.WagePerWeight.Value,
            market.Accounts.Contributors.Token.Balances,
            first,
            end
        );
        _active.Add(worker, active);
    }

    protected override void Close(in Step step)
    {
        _population.ActiveCount.Value = (long)_active.Take();
        _population.Sales.Complete();
    }
}
