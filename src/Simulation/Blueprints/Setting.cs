using Souk.Simulation.Formulas;

namespace Souk.Simulation.Blueprints;

/// <summary>One value of a parameter, checked.</summary>
/// <param name="Number">In the unit in which the kind is held; amounts in whole tokens, dates as day numbers.</param>
/// <param name="Text">The word, the name or the symbol; of an amount the token's symbol; else empty.</param>
public readonly record struct SettingValue(decimal Number, string Text)
{
    internal string Canonical =>
        Text.Length == 0 ? QuantityText.Canonical(Number)
        : Number == 0 && Text.Length > 0 ? Text
        : $"{QuantityText.Canonical(Number)} {Text}";
}

/// <summary>What a scenario says about one parameter of one part.</summary>
/// <param name="Spec">What the parameter is.</param>
/// <param name="Values">One, or several for a list. Where a distribution is given: its median.</param>
/// <param name="Origin">Where it was written.</param>
public sealed record Setting(ParameterSpec Spec, IReadOnlyList<SettingValue> Values, Origin Origin)
{
    /// <summary>The distribution it is drawn from in each replicate; null for a value that is certain.</summary>
    public Spread? Spread { get; init; }

    /// <summary>What is computed anew each morning in place of the value, with a space for its `=`; null for a value.</summary>
    public string? Formula { get; init; }

    /// <summary>Whether the value was drawn from a distribution, or stands for one, and so is no round number.</summary>
    internal bool IsDrawn { get; init; }

    internal string Canonical =>
        Spread?.Canonical
        ?? (Formula is null ? null : $"= {FormulaText.Canonical(Formula)}")
        ?? string.Join(
            ", ",
            Values.Select(value =>
                Spec.Kind == ParameterKind.Formula ? FormulaText.Canonical(value.Text) : value.Canonical
            )
        );

    /// <summary>The value at a quantile of its distribution, within the parameter's limits; itself where there is none.</summary>
    /// <param name="share">At least 0 and below 1.</param>
    internal Setting At(double share)
    {
        if (Spread is not { } spread)
        {
            return this;
        }

        SettingValue value = spread.At(share);
        decimal number = Math.Clamp(value.Number, Limit(Spec.Min), Limit(Spec.MaxOfKind));
        number = Spec.Kind == ParameterKind.Count ? decimal.Round(number) : number;
        return this with { Values = [value with { Number = number }], Spread = null, IsDrawn = true };
    }

    /// <summary>The value, or all of its distribution, multiplied; counts are rounded to the nearest.</summary>
    internal Setting Times(decimal factor) =>
        this with
        {
            Values = [.. Values.Select(value => Times(value, factor))],
            Spread = Spread?.Times(value => Times(value, factor)),
        };

    private SettingValue Times(SettingValue value, decimal factor)
    {
        decimal number = value.Number * factor;
        return value with { Number = Spec.Kind == ParameterKind.Count ? decimal.Round(number) : number };
    }

    private static decimal Limit(double value) =>
        double.IsInfinity(value) || Math.Abs(value) > 7e27
            ? (value < 0 ? decimal.MinValue : decimal.MaxValue)
            : (decimal)value;

    /// <summary>By content: where it was written does not matter.</summary>
    internal bool Means(Setting other) => Canonical == other.Canonical;
}
