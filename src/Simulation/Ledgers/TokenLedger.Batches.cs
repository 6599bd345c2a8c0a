namespace Souk.Simulation.Ledgers;

// Many postings in one call, by column. A batch is checked before it is applied, so one that cannot be made throws,
// names the account, what it holds and what it should pay, and changes nothing.
public sealed partial class TokenLedger
{
    private Journal? _journal;

    /// <summary>Receives every posting; null for none.</summary>
    public Journal? Journal
    {
        get => _journal;
        set => _journal = value;
    }

    /// <summary>Moves amounts between two ranges, member by member; a range of one account stands for all its partners.</summary>
    /// <param name="amounts">Base units; one per member of the longer range.</param>
    /// <exception cref="ArgumentException">The ranges do not fit the amounts.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An amount is negative.</exception>
    /// <exception cref="InvalidOperationException">A payer holds less than it should pay.</exception>
    public void Transfer(int token, AccountRange from, AccountRange to, ReadOnlySpan<Int128> amounts)
    {
        CheckRanges(from, to, amounts.Length);
        Span<Int128> column = _balances[token];
        if (from.Count == 1)
        {
            Int128 total = TotalOf(amounts);
            CheckCovered(token, from.First, column[from.First], total);
            column[from.First] -= total;
            Moved(token, total, Credit(column, to, amounts));
        }
        else
        {
            Int128 total = CheckPayers(token, column.Slice(from.First, from.Count), from.First, amounts);
            Debit(column.Slice(from.First, from.Count), amounts);
            Moved(token, total, Credit(column, to, amounts));
        }

        Record(token, from, to, amounts);
    }

    /// <summary>Creates an amount for each member of a range.</summary>
    public void Mint(int token, AccountRange to, ReadOnlySpan<Int128> amounts)
    {
        CheckRanges(to, to, amounts.Length);
        Int128 total = TotalOf(amounts);
        Create(token, total);
        Moved(token, total, Credit(_balances[token], to, amounts));
        Record(token, new(Journal.Outside, 1), to, amounts);
    }

    /// <summary>Destroys an amount of each member of a range.</summary>
    public void Burn(int token, AccountRange from, ReadOnlySpan<Int128> amounts)
    {
        CheckRanges(from, from, amounts.Length);
        Span<Int128> column = _balances[token].AsSpan(from.First, from.Count);
        Int128 total = CheckPayers(token, column, from.First, amounts);
        Moved(token, Debit(column, amounts), total);
        _supplies[token] -= total;
        Record(token, from, new(Journal.Outside, 1), amounts);
    }

    private void CheckRanges(AccountRange from, AccountRange to, int count)
    {
        if ((from.Count != 1 && from.Count != count) || (to.Count != 1 && to.Count != count))
        {
            throw new ArgumentException(
                $"{count} amounts fit neither one account nor ranges of {from.Count} and {to.Count}."
            );
        }

        if (from.First < 0 || to.First < 0 || Math.Max(from.First + from.Count, to.First + to.Count) > _chart.Count)
        {
            throw new ArgumentException($"Accounts {from} or {to} are not among {_chart.Count}.");
        }
    }

    private static Int128 TotalOf(ReadOnlySpan<Int128> amounts)
    {
        Int128 total = 0;
        foreach (Int128 amount in amounts)
        {
            ThrowIfNegative(amount);
            total += amount;
        }

        return total;
    }

    // A negative amount is a huge one without its sign, so one comparison finds both faults.
    private Int128 CheckPayers(int token, ReadOnlySpan<Int128> payers, int first, ReadOnlySpan<Int128> amounts)
    {
        Int128 total = 0;
        for (int i = 0; i < amounts.Length; i++)
        {
            if (unchecked((UInt128)amounts[i] > (UInt128)payers[i]))
            {
                CheckCovered(token, first + i, payers[i], amounts[i]);
            }

            total += amounts[i];
        }

        return total;
    }

    private static Int128 Debit(Span<Int128> payers, ReadOnlySpan<Int128> amounts)
    {
        Int128 total = 0;
        for (int i = 0; i < amounts.Length; i++)
        {
            payers[i] -= amounts[i];
            total += amounts[i];
        }

        return total;
    }

    private static Int128 Credit(Span<Int128> column, AccountRange to, ReadOnlySpan<Int128> amounts)
    {
        if (to.Count == 1)
        {
            Int128 sum = TotalOf(amounts);
            column[to.First] += sum;
            return sum;
        }

        Span<Int128> payees = column.Slice(to.First, to.Count);
        Int128 total = 0;
        for (int i = 0; i < amounts.Length; i++)
        {
            payees[i] += amounts[i];
            total += amounts[i];
        }

        return total;
    }

    private void Record(int token, AccountRange from, AccountRange to, ReadOnlySpan<Int128> amounts)
    {
        if (_journal is null)
        {
            return;
        }

        for (int i = 0; i < amounts.Length; i++)
        {
            if (amounts[i] != 0)
            {
                _journal.Add(
                    token,
                    from.Count == 1 ? from.First : from[i],
                    to.Count == 1 ? to.First : to[i],
                    amounts[i]
                );
            }
        }
    }
}
