namespace Souk.Simulation.Ledgers;

// Batches whose payers and payees are listed one by one: payments among agents in no order.
public sealed partial class TokenLedger
{
    /// <summary>Moves amounts that fit 64 bits from listed accounts to listed accounts.</summary>
    /// <remarks>
    /// All debits come before all credits: a payer must cover its payments out of what it holds before the batch. An
    /// account may be listed any number of times.
    /// </remarks>
    /// <exception cref="ArgumentException">The lists have different lengths.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An amount is negative.</exception>
    /// <exception cref="IndexOutOfRangeException">An account does not exist.</exception>
    /// <exception cref="InvalidOperationException">A payer holds less than it should pay.</exception>
    public void Transfer(int token, ReadOnlySpan<int> from, ReadOnlySpan<int> to, ReadOnlySpan<long> amounts)
    {
        if (from.Length != amounts.Length || to.Length != amounts.Length)
        {
            throw new ArgumentException($"{from.Length} payers, {to.Length} payees and {amounts.Length} amounts.");
        }

        Span<Int128> column = _balances[token];
        CheckAccounts(to, column.Length);
        CheckAccounts(from, column.Length);
        Int128 debits = Debit(token, column, from, amounts);
        Int128 credits = 0;
        for (int i = 0; i < amounts.Length; i++)
        {
            column[to[i]] += amounts[i];
            credits += amounts[i];
        }

        Moved(token, debits, credits);
        Record(token, from, to, amounts);
    }

    private static void CheckAccounts(ReadOnlySpan<int> accounts, int count)
    {
        uint highest = 0;
        foreach (int account in accounts)
        {
            highest = Math.Max(highest, unchecked((uint)account));
        }

        if (highest >= (uint)count)
        {
            throw new IndexOutOfRangeException($"Account {unchecked((int)highest)} is not among {count}.");
        }
    }

    private Int128 Debit(int token, Span<Int128> column, ReadOnlySpan<int> from, ReadOnlySpan<long> amounts)
    {
        Int128 total = 0;
        for (int i = 0; i < amounts.Length; i++)
        {
            ref Int128 balance = ref column[from[i]];
            long amount = amounts[i];
            if (amount < 0 || balance < amount)
            {
                Int128 left = balance;
                Return(column, from[..i], amounts);
                CheckCovered(token, from[i], left, amount);
            }

            balance -= amount;
            total += amount;
        }

        return total;
    }

    // Undoes the debits made so far.
    private static void Return(Span<Int128> column, ReadOnlySpan<int> from, ReadOnlySpan<long> amounts)
    {
        for (int i = 0; i < from.Length; i++)
        {
            column[from[i]] += amounts[i];
        }
    }

    private void Record(int token, ReadOnlySpan<int> from, ReadOnlySpan<int> to, ReadOnlySpan<long> amounts)
    {
        for (int i = 0; _journal is not null && i < amounts.Length; i++)
        {
            _journal.Add(token, from[i], to[i], amounts[i]);
        }
    }
}
