using Souk.Simulation.Engine;

namespace Souk.Simulation.DataMarkets;

/// <summary>Mints the day's emission for contributors: a constant number of tokens, as observed.</summary>
internal sealed class EmissionRule(DataMarket market) : Rule("emission", Phase.Settle)
{
    private readonly DataMarketAccounts _accounts = market.Accounts;
    private readonly Int128 _perDay = market.Scenario.State.EmissionPerDay;

    public override void Declare(Touches touches) =>
        touches.Adds(_accounts.Token, _accounts.Payroll.Token, market.Signals.Emitted);

    public override void Run(in Step step)
    {
        market.Model.Ledger.Mint(_accounts.Token.Index, _accounts.Payroll.Account, _perDay);
        market.Signals.Emitted.Value += _perDay;
    }
}
