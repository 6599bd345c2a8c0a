using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>Who gets validators' pay: keys that validated, keys that lent them stake, and stakers on root.</summary>
/// <remarks>Source: opentensor/subtensor 14bc6f9, `pallets/subtensor/src/coinbase/run_coinbase.rs`.</remarks>
internal static class DividendSplit
{
    /// <summary>What consensus paid each validator, shared with the keys that lent it stake.</summary>
    /// <remarks>
    /// A parent gets its contribution's share less the child's take; the child keeps the rest. Each part rounds down to a
    /// base unit.
    /// </remarks>
    /// <param name="takes">What each key takes from parents of another owner, in parts of 65,535.</param>
    public static ulong[] WithParents(
        KeyStakes stakes,
        ReadOnlySpan<ulong> dividends,
        ReadOnlySpan<ushort> takes,
        Q96x32 taoWeight
    )
    {
        ulong[] shared = new ulong[stakes.Alpha.Length];
        for (int child = 0; child < dividends.Length; child++)
        {
            ParentLink[] links = [.. stakes.Links.Where(link => link.Child == child)];
            Q96x32 dividend = Q96x32.Of(dividends[child]);
            Q96x32[] contributions = [.. links.Select(link => stakes.Contribution(link, taoWeight))];
            Q96x32 total = contributions.Aggregate(
                Q96x32.Of(stakes.OwnContribution(child, taoWeight)),
                (sum, contribution) => sum + contribution
            );
            Q96x32 kept = dividend;
            Q96x32 taken = Q96x32.Zero;
            for (int i = 0; i < links.Length; i++)
            {
                Q96x32 part = dividend * contributions[i].OverOrZero(total);
                kept -= part;
                Q96x32 take = links[i].IsSameOwner ? Q96x32.Zero : Q96x32.Ratio(takes[child], ushort.MaxValue) * part;
                taken += take;
                shared[links[i].Parent] += (part - take).ToUInt64();
            }

            shared[child] += (kept + taken).ToUInt64();
        }

        return shared;
    }

    /// <summary>Divides what validators and root get by each key's dividends, and those by its stake here and on root.</summary>
    /// <param name="validators">Base units for stakers on the subnet.</param>
    /// <param name="root">Base units for stakers on root.</param>
    /// <returns>Base units of each key, not yet rounded to whole ones.</returns>
    public static (Q96x32[] Alpha, Q96x32[] Root) ByStake(
        KeyStakes stakes,
        ReadOnlySpan<ulong> dividends,
        Q96x32 taoWeight,
        ulong validators,
        ulong root
    )
    {
        Q96x32[] alphaParts = new Q96x32[dividends.Length];
        Q96x32[] rootParts = new Q96x32[dividends.Length];
        for (int key = 0; key < dividends.Length; key++)
        {
            Q96x32 weighted = Q96x32.Of(stakes.Root[key]) * taoWeight;
            Q96x32 dividend = Q96x32.Of(dividends[key]);
            rootParts[key] = dividend * weighted.OverOrZero(Q96x32.Of(stakes.Alpha[key]) + weighted);
            alphaParts[key] = dividend - rootParts[key];
        }

        Divide(alphaParts, validators);
        Divide(rootParts, root);
        return (alphaParts, rootParts);
    }

    private static void Divide(Span<Q96x32> parts, ulong amount)
    {
        Q96x32 sum = Q96x32.Zero;
        foreach (Q96x32 part in parts)
        {
            sum += part;
        }

        foreach (ref Q96x32 part in parts)
        {
            part = Q96x32.Of(amount) * part.OverOrZero(sum);
        }
    }
}
