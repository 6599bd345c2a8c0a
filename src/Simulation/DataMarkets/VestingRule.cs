using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Vestings;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.DataMarkets;

/// <summary>Releases what has vested by the end of the day to the beneficiaries, in equal parts.</summary>
internal sealed class VestingRule(DataMarket market) : Rule("vesting", Phase.Settle)
{
    private const long DaySeconds = 86_400;

    private static readonly int UnixDayNumber = new DateOnly(1970, 1, 1).DayNumber;

    private readonly DataMarketAccounts _accounts = market.Accounts;
    private readonly IReadOnlyList<VestingSchedule> _schedules = market.Scenario.State.Vesting;
    private readonly int _perSchedule = market.Scenario.Behaviour.Insiders.CountPerSchedule;
    private readonly int _firstDay = market.Scenario.State.Date.DayNumber - UnixDayNumber;

    public override void Declare(Touches touches) =>
        touches.Updates(_accounts.Vesting).Adds(_accounts.Insiders.Token, market.Signals.Unlocked);

    public override void Run(in Step step)
    {
        long close = (_firstDay + step.Index + 1) * DaySeconds;
        for (int i = 0; i < _schedules.Count; i++)
        {
            Int128 released = _schedules[i].Total - _accounts.Vesting.Balances[i];
            Int128 amount = Vesting.ReleasableAt(_schedules[i], released, close);
            if (amount > 0)
            {
                AccountRange beneficiaries = new(_accounts.Insiders.Range[i * _perSchedule], _perSchedule);
                int token = _accounts.Token.Index;
                Split.PayEqually(market.Model.Ledger, token, _accounts.Vesting[i], beneficiaries, amount);
                market.Signals.Unlocked.Value += amount;
            }
        }
    }
}
