using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Who lends, where borrowed tokens are sold, who repays, and what is owed.</summary>
/// <param name="Worth">Money that today's sale raises at most, below zero.</param>
internal sealed record HedgeBook(Holdings Lender, Holdings Desk, Holdings Payers, Amount Owed, Amount Worth);

/// <summary>Borrows and sells before an unlock, and gives back out of it.</summary>
/// <param name="amount">Base units for each unlock.</param>
/// <param name="unlocks">Days on which something becomes free.</param>
/// <param name="days">Before an unlock, over which the amount is sold in equal parts, rounded down.</param>
internal sealed class HedgeRules(
    TokenLedger ledger,
    Venue pool,
    HedgeBook book,
    HedgeOutlook outlook,
    Int128 amount,
    int[] unlocks,
    int days
)
{
    public void DeclareBorrow(Touches touches)
    {
        outlook.Declare(touches);
        touches.Updates(book.Lender, book.Desk, book.Owed).Writes(book.Worth);
    }

    public void DeclareRepay(Touches touches) => touches.Updates(book.Payers, book.Owed).Adds(book.Lender);

    public void Borrow(int day, InvestorHabit today)
    {
        outlook.Observe(day, today.Price.Rate);
        int next = Array.Find(unlocks, unlock => day < unlock && day >= unlock - days);
        Int128 wanted = next > 0 && outlook.IsWorth(day, next, today) ? today.HedgeShare.Of(amount) / days : 0;
        Int128 borrowed = Int128.Min(wanted, book.Lender.Balance);
        ledger.Transfer(book.Lender.Token.Index, book.Lender.Account, book.Desk.Account, borrowed);
        book.Owed.Value += borrowed;
        // Twice its worth at yesterday's price: the desk sells all that it has.
        double worth = (double)book.Desk.Balance * pool.Price.Value * 2;
        double scale = (double)BaseUnits.One(pool.Money.Decimals) / (double)BaseUnits.One(pool.Token.Decimals);
        book.Worth.Value = book.Desk.Balance > 0 ? -(Int128)(worth * scale) - 1 : 0;
    }

    // From the day of the first unlock on, members give what they have in turn until nothing is owed.
    public void Repay(int day)
    {
        if (day < unlocks[0])
        {
            return;
        }

        for (int member = 0; member < book.Payers.Group.Count && book.Owed.Value > 0; member++)
        {
            Int128 paid = Int128.Min(book.Owed.Value, book.Payers.Balances[member]);
            ledger.Transfer(book.Lender.Token.Index, book.Payers[member], book.Lender.Account, paid);
            book.Owed.Value -= paid;
        }
    }
}
