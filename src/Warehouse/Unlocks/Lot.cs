using System.Numerics;

namespace Souk.Warehouse.Unlocks;

/// <summary>Tokens that came to a party at once.</summary>
/// <param name="Origin">Null for tokens that came otherwise, which only keep their place in line.</param>
/// <param name="Amount">Base units.</param>
internal sealed record Lot(LotOrigin? Origin, DateTime Time, BigInteger Amount)
{
    private static readonly int s_placeCount = Enum.GetValues<LotPlace>().Length;

    private readonly List<(DateTime Time, LotPlace From, LotPlace To, BigInteger Amount)> _moves = [];

    /// <summary>Later moves are not kept: nobody asks where the tokens are so long after they came.</summary>
    public DateTime LastAsked { get; } =
        Origin is null ? DateTime.MinValue : Time.AddDays(AfterUnlock.HorizonsDays[^1]);

    public BigInteger Held { get; private set; } = Amount;

    public BigInteger Staked { get; private set; }

    public bool IsEmpty => Held.IsZero && Staked.IsZero;

    public BigInteger In(LotPlace place) => place == LotPlace.Held ? Held : Staked;

    /// <summary>More tokens that nobody asks for come to it.</summary>
    public void Join(BigInteger held, BigInteger staked) => (Held, Staked) = (Held + held, Staked + staked);

    public void Move(DateTime time, LotPlace from, LotPlace to, BigInteger amount)
    {
        Add(from, -amount);
        Add(to, amount);
        if (time <= LastAsked)
        {
            _moves.Add((time, from, to, amount));
        }
    }

    /// <summary>Base units by place as they were at a time up to the last of <see cref="AfterUnlock.HorizonsDays"/>, that time
    /// included. They add up to the amount.</summary>
    public BigInteger[] PlacesAt(DateTime time)
    {
        BigInteger[] places = new BigInteger[s_placeCount];
        places[(int)LotPlace.Held] = Amount;
        foreach ((DateTime moved, LotPlace from, LotPlace to, BigInteger amount) in _moves)
        {
            if (moved <= time)
            {
                places[(int)from] -= amount;
                places[(int)to] += amount;
            }
        }

        return places;
    }

    private void Add(LotPlace place, BigInteger amount)
    {
        if (place == LotPlace.Held)
        {
            Held += amount;
        }
        else if (place == LotPlace.Staked)
        {
            Staked += amount;
        }
    }
}

/// <summary>What set tokens free, and whose they became.</summary>
/// <param name="Name">'release', 'reward' or 'wallet'.</param>
internal sealed record LotOrigin(string Name, string HolderClass);
