namespace Souk.Simulation.Numerics;

/// <summary>A share between 0 and 1 held as parts per billion, so that shares of amounts are exact integers.</summary>
public readonly record struct Share
{
    private const int Whole = 1_000_000_000;

    private readonly int _partsPerBillion;

    /// <param name="value">Rounded to the nearest billionth.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 1.</exception>
    public Share(double value)
    {
        if (value is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A share lies between 0 and 1.");
        }

        _partsPerBillion = (int)Math.Round(value * Whole);
    }

    /// <summary>The share of an amount, rounded down: the rest stays with whoever holds the amount.</summary>
    public Int128 Of(Int128 amount) =>
        (ulong)(amount >> 64) == 0
            ? OfSmall((ulong)amount, (ulong)_partsPerBillion)
            : (Int128)WideMath.MultiplyDivide((UInt128)amount, (UInt128)_partsPerBillion, Whole);

    // amount = whole × 10⁹ + rest, so no product leaves 64 bits, and the divisions are by a constant.
    private static ulong OfSmall(ulong amount, ulong parts) =>
        (amount / Whole * parts) + (amount % Whole * parts / Whole);
}
