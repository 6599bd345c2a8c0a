using Souk.Simulation.Crews;
using Souk.Simulation.Populations;

namespace Souk.Simulation.Ledgers;

/// <summary>Pays agents by weight on all threads of a run; gives what <see cref="Split.PayByWeight"/> gives.</summary>
public sealed class WeightedPay(TokenLedger ledger, AccountGroup payees, Column<uint> weights) : IChunkLoop
{
    private readonly Tally _sum = new();
    private int _token;
    private UInt128 _per;
    private ulong _rest;
    private ulong _total;
    private bool _isSumming;

    /// <summary>Divides all that the payer holds; parts are rounded down and the rest stays with the payer.</summary>
    /// <exception cref="OverflowException">The largest weight times the sum of weights exceeds 64 bits.</exception>
    /// <returns>What was paid, base units.</returns>
    public Int128 Pay(Crew crew, int token, int from)
    {
        if (ledger.Journal is not null)
        {
            // A journal is one list, so one thread writes it.
            return Split.PayByWeight(ledger, token, from, payees.Range, weights.Span);
        }

        _isSumming = true;
        crew.Run(this, payees.Count);
        _total = checked((ulong)_sum.Take());
        UInt128 amount = (UInt128)ledger.Balance(token, from);
        if (_total == 0 || amount == 0)
        {
            return 0;
        }

        (_per, UInt128 rest) = UInt128.DivRem(amount, _total);
        (_rest, _token, _isSumming) = ((ulong)rest, token, false);
        crew.Run(this, payees.Count);
        Int128 paid = _sum.Take();
        ledger.Column(token)[from] -= paid;
        ledger.Moved(token, paid, (Int128)amount - ledger.Balance(token, from));
        return paid;
    }

    void IChunkLoop.Run(int first, int end, int worker)
    {
        ReadOnlySpan<uint> chunk = weights.Span[first..end];
        _sum.Add(worker, _isSumming ? Sum(chunk) : Credit(chunk, first));
    }

    private static ulong Sum(ReadOnlySpan<uint> chunk)
    {
        ulong total = 0;
        foreach (uint weight in chunk)
        {
            total += weight;
        }

        return total;
    }

    private Int128 Credit(ReadOnlySpan<uint> chunk, int first)
    {
        Span<Int128> column = ledger.Column(_token).Slice(payees.First + first, chunk.Length);
        Int128 paid = 0;
        for (int i = 0; i < chunk.Length; i++)
        {
            if (chunk[i] > 0)
            {
                Int128 part = Split.Part(_per, _rest, chunk[i], _total);
                column[i] += part;
                paid += part;
            }
        }

        return paid;
    }
}
