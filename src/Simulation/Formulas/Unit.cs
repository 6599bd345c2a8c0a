using System.Collections.Immutable;

namespace Souk.Simulation.Formulas;

/// <summary>What a number counts: a product of powers of symbols, such as `USD/day` or `MASA`. Nothing for plain numbers.</summary>
/// <remarks>Immutable; compares by content. Time has one symbol, `day`: other words for time differ from it by a factor.</remarks>
public sealed class Unit : IEquatable<Unit>
{
    private readonly ImmutableSortedDictionary<string, int> _powers;

    private Unit(ImmutableSortedDictionary<string, int> powers) => _powers = powers;

    /// <summary>Of shares, ratios and plain numbers.</summary>
    public static Unit None { get; } = new(ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal));

    public static Unit Day { get; } = Of("day");

    public static Unit Usd { get; } = Of("USD");

    /// <summary>The unit with this symbol, for example a token's.</summary>
    public static Unit Of(string symbol) => new(None._powers.Add(symbol, 1));

    public static Unit operator *(Unit left, Unit right) => Combine(left, right, 1);

    public static Unit operator /(Unit left, Unit right) => Combine(left, right, -1);

    /// <summary>This unit times itself, <paramref name="exponent"/> times; may be negative.</summary>
    public Unit Power(int exponent) => Combine(None, this, exponent);

    /// <summary>The unit whose square this is, or null where a symbol has an odd power.</summary>
    public Unit? SquareRoot() =>
        _powers.Values.Any(power => power % 2 != 0)
            ? null
            : new(_powers.ToImmutableSortedDictionary(p => p.Key, p => p.Value / 2, StringComparer.Ordinal));

    public bool Equals(Unit? other) => other is not null && _powers.SequenceEqual(other._powers);

    public override bool Equals(object? obj) => Equals(obj as Unit);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>`USD/day`; `1` for plain numbers.</summary>
    public override string ToString()
    {
        string above = Product(_powers.Where(p => p.Value > 0).Select(p => (p.Key, p.Value)));
        string below = Product(_powers.Where(p => p.Value < 0).Select(p => (p.Key, -p.Value)));
        return (above.Length > 0 ? above : "1") + (below.Length > 0 ? "/" + below : "");
    }

    private static string Product(IEnumerable<(string Symbol, int Power)> factors) =>
        string.Join('·', factors.Select(f => f.Power == 1 ? f.Symbol : $"{f.Symbol}^{f.Power}"));

    private static Unit Combine(Unit left, Unit right, int times)
    {
        ImmutableSortedDictionary<string, int>.Builder powers = left._powers.ToBuilder();
        foreach ((string symbol, int power) in right._powers)
        {
            powers[symbol] = powers.GetValueOrDefault(symbol) + (power * times);
            if (powers[symbol] == 0)
            {
                powers.Remove(symbol);
            }
        }

        return new Unit(powers.ToImmutable());
    }
}
