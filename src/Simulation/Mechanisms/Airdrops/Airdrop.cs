namespace Souk.Simulation.Mechanisms.Airdrops;

/// <summary>Amounts fixed by a snapshot, which can be claimed once each within a window.</summary>
/// <remarks>Claimed + open + returned = total at any time. Posting the transfers is for the caller.</remarks>
public sealed class Airdrop
{
    private readonly Int128[] _unclaimed;
    private readonly long _opens;
    private readonly long _closes;

    /// <param name="amounts">Base units by account, as of the snapshot; copied.</param>
    /// <param name="opensStep">First step at which a claim is paid.</param>
    /// <param name="closesStep">First step at which none is.</param>
    public Airdrop(ReadOnlySpan<Int128> amounts, long opensStep, long closesStep)
    {
        Require.Between(closesStep, opensStep, long.MaxValue, "close the window after it opens");
        _unclaimed = amounts.ToArray();
        foreach (Int128 amount in _unclaimed)
        {
            Require.Amount(amount, nameof(amounts));
            Open += amount;
        }

        Total = Open;
        _opens = opensStep;
        _closes = closesStep;
    }

    /// <summary>Base units of the whole airdrop.</summary>
    public Int128 Total { get; }

    /// <summary>Base units that nobody has claimed and that were not returned.</summary>
    public Int128 Open { get; private set; }

    /// <summary>Base units claimed.</summary>
    public Int128 Claimed { get; private set; }

    /// <summary>Base units returned after the window.</summary>
    public Int128 Returned { get; private set; }

    /// <summary>Claims an account's amount.</summary>
    /// <returns>Base units to pay: 0 outside the window or the second time.</returns>
    public Int128 Claim(int account, long step)
    {
        if (step < _opens || step >= _closes)
        {
            return 0;
        }

        Int128 amount = _unclaimed[account];
        _unclaimed[account] = 0;
        Claimed += amount;
        Open -= amount;
        return amount;
    }

    /// <summary>Ends the airdrop.</summary>
    /// <returns>Base units to return to whoever funded it: 0 before the window closes or the second time.</returns>
    public Int128 ReturnUnclaimed(long step)
    {
        if (step < _closes)
        {
            return 0;
        }

        Int128 rest = Open;
        Returned += rest;
        Open = 0;
        Array.Clear(_unclaimed);
        return rest;
    }
}
