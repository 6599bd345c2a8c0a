using System.Numerics;

namespace Souk.Warehouse.Unlocks;

/// <summary>One party's tokens as lots, in the order in which they came.</summary>
/// <remarks>Tokens that leave beyond what is known to have come are not tracked; <see cref="Untracked"/> counts them.
/// Cost per move: first in first out the lots that it empties, pro rata those that are not empty.</remarks>
internal sealed class LotBook(LotMethod method)
{
    /// <summary>Empty lots before the first that is not from which on they are sorted out: not at each move.</summary>
    private const int EmptyMin = 32;

    private readonly List<Lot> _lots = [];
    private readonly List<Lot> _open = [];
    private int _first;
    private BigInteger _held;
    private BigInteger _staked;

    public IReadOnlyList<Lot> Lots => _lots;

    public BigInteger Untracked { get; private set; }

    public void Receive(LotOrigin? origin, DateTime time, BigInteger amount)
    {
        if (amount.IsZero)
        {
            return;
        }

        _held += amount;
        if (origin is null && method == LotMethod.ProRata)
        {
            Rest(time).Join(amount, 0);
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
        SortOut();
    }

    /// <returns>Base units that there were to take, <paramref name="amount"/> at most.</returns>
    private BigInteger Take(DateTime time, LotPlace from, LotPlace to, BigInteger amount)
    {
        BigInteger total = from == LotPlace.Held ? _held : _staked;
        BigInteger taken = BigInteger.Min(amount, total);
        if (method == LotMethod.ProRata && taken > 0)
        {
            JoinOld(time);
            TakeParts(time, from, to, taken, total);
        }
        else
        {
            TakeFirst(time, from, to, taken);
        }

        Count(from, -taken);
        Count(to, taken);
        return taken;
    }

    /// <summary>What nobody asks for stands before all others as one lot: its part is the same as that of many.</summary>
    private Lot Rest(DateTime time)
    {
        if (_open.Count == 0 || _open[0].Origin is not null)
        {
            _open.Insert(0, new Lot(null, time, BigInteger.Zero));
            _first = 0;
        }

        return _open[0];
    }

    private void JoinOld(DateTime time)
    {
        int from = _open.Count > 0 && _open[0].Origin is null ? 1 : 0;
        int old = from;
        while (old < _open.Count && _open[old].LastAsked < time)
        {
            old++;
        }

        if (old - from < EmptyMin)
        {
            return;
        }

        BigInteger held = BigInteger.Zero;
        BigInteger staked = BigInteger.Zero;
        for (int index = from; index < old; index++)
        {
            held += _open[index].Held;
            staked += _open[index].Staked;
        }

        _open.RemoveRange(from, old - from);
        _first = 0;
        Rest(time).Join(held, staked);
    }

    private void Count(LotPlace place, BigInteger amount)
    {
        if (place == LotPlace.Held)
        {
            _held += amount;
        }
        else if (place == LotPlace.Staked)
        {
            _staked += amount;
        }
    }

    private void SortOut()
    {
        if (_held.IsZero && _staked.IsZero)
        {
            _open.Clear();
            _first = 0;
            return;
        }

        // The rest of pro rata may get more.
        while (_first < _open.Count && _open[_first].IsEmpty && method == LotMethod.Fifo)
        {
            _first++;
        }

        if (_first >= EmptyMin && 2 * _first >= _open.Count)
        {
            _open.RemoveAll(lot => lot.IsEmpty);
            _first = 0;
        }
    }

    private void TakeFirst(DateTime time, LotPlace from, LotPlace to, BigInteger left)
    {
        for (int index = _first; index < _open.Count && !left.IsZero; index++)
        {
            Lot lot = _open[index];
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
        BigInteger[] parts = new BigInteger[_open.Count];
        BigInteger left = taken;
        for (int index = _first; index < parts.Length; index++)
        {
            BigInteger has = _open[index].In(from);
            parts[index] = has.IsZero ? has : taken * has / total;
            left -= parts[index];
        }

        for (int index = _first; index < parts.Length; index++)
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
