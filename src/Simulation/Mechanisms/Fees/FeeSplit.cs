using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Mechanisms.Fees;

/// <summary>Who gets the part of a fee that the shares leave over.</summary>
public enum FeeOwner
{
    Burn,
    Treasury,
    Stakers,
    Rewards,
}

/// <summary>Base units of a fee by what becomes of them. They add up to the fee.</summary>
public readonly record struct FeeParts(Int128 Burn, Int128 Treasury, Int128 Stakers, Int128 Rewards)
{
    public Int128 Sum() => Burn + Treasury + Stakers + Rewards;
}

/// <summary>How a fee is divided, in parts per billion; what the shares leave over belongs to a named owner.</summary>
/// <remarks>Divided by largest remainder (Hamilton): each part is within one base unit of its share, none is lost.</remarks>
public sealed record FeeSplit
{
    private readonly ulong[] _weights;

    /// <exception cref="ArgumentException">The shares exceed the whole.</exception>
    public FeeSplit(long burn, long treasury, long stakers, long rewards, FeeOwner restOwner)
    {
        Require.Share(burn);
        Require.Share(treasury);
        Require.Share(stakers);
        Require.Share(rewards);
        long rest = Require.Whole - burn - treasury - stakers - rewards;
        if (rest < 0)
        {
            throw new ArgumentException(
                $"The shares add up to {Require.Whole - rest} parts per billion, more than {Require.Whole}: lower one."
            );
        }

        _weights = [(ulong)burn, (ulong)treasury, (ulong)stakers, (ulong)rewards];
        _weights[(int)restOwner] += (ulong)rest;
        RestOwner = restOwner;
    }

    public FeeOwner RestOwner { get; }

    /// <summary>The parts of an amount of base units.</summary>
    public FeeParts Of(Int128 amount)
    {
        Require.Amount(amount);
        Span<Int128> parts = stackalloc Int128[4];
        Split.LargestRemainder(amount, _weights, parts);
        return new FeeParts(parts[0], parts[1], parts[2], parts[3]);
    }
}
