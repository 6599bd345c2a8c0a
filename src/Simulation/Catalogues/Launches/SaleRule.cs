using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets.Sales;
using Souk.Simulation.Mechanisms.Vestings;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.Launches;

/// <summary>Holds a sale on its day, and pays buyers what has become free of their tokens.</summary>
internal sealed class SaleRule(
    SalePart part,
    TokenLedger ledger,
    SaleAccounts accounts,
    SaleTallies tallies,
    Dial<SaleOffer> offer,
    SaleUnlock unlock,
    int day,
    bool isProRata
) : Rule(part.Name, Phase.Settle)
{
    // Weights of deposits are whole numbers: a median deposit is so many parts.
    private const double WeightMedian = 1e6;
    private const double WeightMax = 1e12;

    private IUnlockCurve[] _bought = [];
    private Int128[] _paid = [];

    public override bool HasMemory => true;

    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        touches
            .Updates(accounts.Stock, accounts.Deposits)
            .Adds(accounts.BuyerTokens, accounts.BuyerMoney, accounts.BuyerMoney.Token, part.Tallies.Unlocked)
            .Adds(accounts.Unsold is { } unsold ? [accounts.Proceeds, unsold] : [accounts.Proceeds])
            .Writes(tallies.Wanted, tallies.Sold, tallies.Raised, tallies.Refunded, tallies.Oversubscription);
    }

    public override void Run(in Step step)
    {
        if (step.Index == day)
        {
            Sell(offer.At(step.Index), part.Luck(step.Random));
        }

        for (int buyer = 0; buyer < _bought.Length; buyer++)
        {
            Int128 amount = SaleUnlock.FreeAt(_bought[buyer], step.Index) - _paid[buyer];
            ledger.Transfer(accounts.Stock.Token.Index, accounts.Stock.Account, accounts.BuyerTokens[buyer], amount);
            part.Tallies.Unlocked.Value += amount;
            _paid[buyer] += amount;
        }
    }

    public override void Forget() => (_bought, _paid) = ([], []);

    private void Sell(SaleOffer today, RandomStream luck)
    {
        Int128[] deposits = Deposit(today, luck);
        Int128[] tokens = new Int128[deposits.Length];
        Int128[] refunds = new Int128[deposits.Length];
        SaleOutcome outcome = isProRata
            ? TokenSale.ProRata(today.Terms, deposits, tokens, refunds)
            : TokenSale.FirstCome(today.Terms, deposits, tokens, refunds);
        int money = accounts.Deposits.Token.Index;
        for (int buyer = 0; buyer < refunds.Length; buyer++)
        {
            ledger.Transfer(money, accounts.Deposits.Account, accounts.BuyerMoney[buyer], refunds[buyer]);
        }

        ledger.Transfer(money, accounts.Deposits.Account, accounts.Proceeds.Account, outcome.Raised);
        if (accounts.Unsold is { } unsold)
        {
            Int128 rest = today.Terms.Supply - outcome.Sold;
            ledger.Transfer(accounts.Stock.Token.Index, accounts.Stock.Account, unsold.Account, rest);
        }

        (tallies.Wanted.Value, tallies.Sold.Value) = (outcome.Wanted, outcome.Sold);
        (tallies.Raised.Value, tallies.Refunded.Value) = (outcome.Raised, outcome.Refunded);
        tallies.Oversubscription.Value = outcome.Oversubscription;
        _bought = [.. tokens.Select(unlock.CurveOf)];
        _paid = new Int128[tokens.Length];
    }

    // Deposits add up to the demand exactly.
    private Int128[] Deposit(SaleOffer today, RandomStream luck)
    {
        ulong[] weights = new ulong[accounts.BuyerMoney.Group.Count];
        for (int buyer = 0; buyer < weights.Length; buyer++)
        {
            double uniform = luck.Draw(DrawKind.Choice, buyer, day).First;
            double weight = Distribution.Lognormal(uniform, WeightMedian, today.DepositSigma);
            weights[buyer] = (ulong)Math.Clamp(weight, 1, WeightMax);
        }

        Int128[] deposits = Split.LargestRemainder(today.Demand, weights);
        foreach (Int128 deposit in deposits)
        {
            ledger.Mint(accounts.Deposits.Token.Index, accounts.Deposits.Account, deposit);
        }

        return deposits;
    }
}
