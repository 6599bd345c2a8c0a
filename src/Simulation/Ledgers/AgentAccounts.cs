using Souk.Simulation.Populations;

namespace Souk.Simulation.Ledgers;

/// <summary>Lets the accounts of a group follow their population.</summary>
internal sealed class AgentAccounts(TokenLedger ledger, AccountGroup group) : IAgentRows
{
    public void Grow(int count)
    {
        if (count > group.Capacity)
        {
            Move(Population.CapacityFor(count, group.Capacity));
        }
    }

    public void CheckFree(int index)
    {
        foreach (Token token in ledger.Tokens)
        {
            Int128 balance = ledger.Balance(token.Index, group[index]);
            if (balance != 0)
            {
                throw new InvalidOperationException(
                    $"{group.Name}[{index}] still holds {balance} base units of {token.Symbol}: pay them to an heir first."
                );
            }
        }
    }

    public void Clear(int index) { }

    public void Reset(int count) { }

    // To new numbers at the end, with twice the room; what it leaves behind stays empty.
    private void Move(int capacity)
    {
        AccountRange old = group.Range;
        AccountRange room = ledger.Chart.Take(capacity);
        ledger.MakeRoom();
        foreach (Token token in ledger.Tokens)
        {
            Span<Int128> column = ledger.Column(token.Index);
            Span<Int128> left = column.Slice(old.First, old.Count);
            left.CopyTo(column[room.First..]);
            left.Clear();
        }

        group.First = room.First;
        group.Capacity = capacity;
    }
}
