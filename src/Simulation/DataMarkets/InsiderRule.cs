using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;

namespace Souk.Simulation.DataMarkets;

/// <summary>Insiders decide what to sell of what was released to them.</summary>
internal sealed class InsiderRule(DataMarket market) : Rule("insiders", Phase.Decide)
{
    private readonly double _sellHazard = market.Scenario.Behaviour.Insiders.SellHazard;
    private readonly Share _sellShare = new(market.Scenario.Behaviour.Insiders.SellShare);

    public override void Declare(Touches touches) =>
        touches.ReadsYesterday(market.Accounts.Insiders.Token).Writes(market.InsiderSales);

    public override void Run(in Step step) =>
        InsiderPolicy.Decide(
            step.Random,
            step.Index,
            _sellHazard,
            _sellShare,
            market.Accounts.Insiders.Token.Balances,
            market.InsiderSales
        );
}
