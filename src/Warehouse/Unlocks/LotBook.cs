using System.Numerics;

namespace Souk.Warehouse.Unlocks;

/// <summary>One party's tokens as lots, in the order in which they came.</summary>
/// <remarks>Tokens that leave beyond what is known to have come are not tracked; <see cref="Untracked"/> counts them.
/// Cost per move: lots that are not empty.</remarks>
internal sealed class LotBook(LotMethod method)
{
    private readonly List<Lot> _lots = [];
    private List<Lot> _open = [];

    public IReadOnlyList<Lot> Lots => _lots;

    public BigInteger Untracked { get; private set; }

    public void Receive(string? origin, DateTime time, BigInteger amount)
    {
        if (amount.IsZero)
        {
            return;
        }

        Lot lot = new(origin, time, amount);
        _lots.Add(lot);
        _open.Add(lot);
    }

    /// <summary>Tokens come back from staking; what was never seen to be staked is a lot of its own.</summary>
    public void Unstake(DateTime time, BigInteger amount)
    {
        BigInteger back = Take(time, LotPlace.Staked, LotPlace.Held, amount);
        Receive(null, time, amount - back);
    }

    public void Send(DateTime time, LotPlace to, BigInteger amount)
    {
        BigInteger sent = Take(time, LotPlace.Held, to, amount);
        Untracked += amount - sent;
        _open = [.. _open.Where(lot => lot.Held + lot.Staked > 0)];
    }

    /// <returns>Base units that there were to take, <paramref name="amount"/> at most.</returns>
    private BigInteger Take(DateTime time, LotPlace from, LotPlace to, BigInteger amount)
    {
        BigInteger total = _open.Aggregate(BigInteger.Zero, (sum, lot) => sum + lot.In(from));
        BigInteger taken = BigInteger.Min(amount, total);
        if (method == LotMethod.ProRata && taken > 0)
        {
            TakeParts(time, from, to, taken, total);
        }
        else
        {
            TakeFirst(time, from, to, taken);
        }

        return taken;
    }

    private void TakeFirst(DateTime time, LotPlace from, LotPlace to, BigInteger left)
    {
        foreach (Lot lot in _open)
        {
            BigInteger part = BigInteger.Min(lot.In(from), left);
            if (part > 0)
            {
                lot.Move(time, from, to, part);
                left -= part;
            }
        }
    }

    private void TakeParts(DateTime time, LotPlace from, LotPlace to, BigInteger taken, BigInteger total)
    {
        BigInteger[] parts = [.. _open.Select(lot => taken * lot.In(from) / total)];
        BigInteger left = taken - parts.Aggregate(BigInteger.Zero, (sum, part) => sum + part);
        for (int index = 0; index < parts.Length; index++)
        {
            Lot lot = _open[index];
            if (left > 0 && parts[index] < lot.In(from))
            {
                parts[index]++;
                left--;
            }

            if (parts[index] > 0)
            {
                lot.Move(time, from, to, parts[index]);
            }
        }
    }
}
