using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Pays for quests, surfing and nodes, each with its own rate and its own total.</summary>
/// <remarks>
/// Rates are whole base units. Where the fund has less than a day costs, all get the same share of it, rounded down, and it
/// keeps the rest.
/// </remarks>
internal sealed class AccountPay : Rule
{
    private readonly AccountPeople _part;
    private readonly Dial<AccountHabit> _habit;
    private readonly Holdings _fund;
    private readonly Holdings _wallets;
    private readonly TokenLedger _ledger;
    private readonly Amount[] _paid;

    public AccountPay(AccountPeople part, Dial<AccountHabit> habit, Holdings fund, Holdings wallets, Model model)
        : base($"{part.Name} pay", Phase.Settle)
    {
        _part = part;
        _habit = habit;
        _fund = fund;
        _wallets = wallets;
        _ledger = model.Ledger;
        _paid = [.. AccountParameters.Modes.Select(mode => model.Amount($"{part.Name}.paid_{mode}", 0))];
    }

    /// <summary>Base units paid since the start, by channel.</summary>
    public IReadOnlyList<Amount> Paid => _paid;

    public override void Declare(Touches touches)
    {
        _part.DeclareParameters(touches);
        touches
            .Reads(_part.Roles.Role, _part.Roles.Consents, _part.Roles.DoesQuest)
            .Updates(_fund)
            .Adds(_wallets)
            .Adds([.. _paid]);
    }

    public override void Run(in Step step)
    {
        Span<Int128> rates = stackalloc Int128[_paid.Length];
        for (int i = 0; i < rates.Length; i++)
        {
            rates[i] = (Int128)(_habit.At(step.Index).TokensPerDay[i] * (double)BaseUnits.One(_fund.Token.Decimals));
        }

        int count = _part.Agents.Count;
        Int128 owed = 0;
        for (int agent = 0; agent < count; agent++)
        {
            for (int mode = 0; mode < rates.Length; mode++)
            {
                owed += Earns(agent, mode) ? rates[mode] : 0;
            }
        }

        Int128 fund = _fund.Balance;
        if (owed == 0 || fund == 0)
        {
            return;
        }

        for (int mode = 0; mode < rates.Length; mode++)
        {
            Int128 each = fund >= owed ? rates[mode] : WideMath.MultiplyDivide(rates[mode], fund, owed);
            PayAll(mode, each, count);
        }
    }

    private void PayAll(int mode, Int128 each, int count)
    {
        for (int agent = 0; agent < count && each > 0; agent++)
        {
            if (Earns(agent, mode))
            {
                _ledger.Transfer(_fund.Token.Index, _fund.Account, _wallets[agent], each);
                _paid[mode].Value += each;
            }
        }
    }

    private bool Earns(int agent, int mode) =>
        mode switch
        {
            0 => _part.Roles.DoesQuest[agent],
            1 => _part.Roles.Consents[agent],
            _ => _part.Roles.Role[agent] == (byte)AccountRole.Operator,
        };
}
