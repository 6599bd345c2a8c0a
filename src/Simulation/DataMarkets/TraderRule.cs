using Souk.Simulation.Engine;
using Souk.Simulation.Policies;

namespace Souk.Simulation.DataMarkets;

/// <summary>Noise traders decide how much to spend or to raise.</summary>
internal sealed class TraderRule(DataMarket market) : Rule("traders", Phase.Decide)
{
    private readonly double _flowSigma = market.Scenario.Behaviour.Traders.FlowSigma;

    public override void Declare(Touches touches) =>
        touches.ReadsYesterday(market.Accounts.Pool.Stable).Writes(market.Signals.TraderFlow);

    public override void Run(in Step step) =>
        market.Signals.TraderFlow.Value = TraderPolicy.Flow(
            step.Random,
            step.Index,
            _flowSigma,
            market.Accounts.Pool.Stable.Balance
        );
}
