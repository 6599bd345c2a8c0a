using System.Globalization;

namespace Souk.Simulation.Blueprints;

/// <summary>Settings as people write them, `50 %`, `182.5 days`, `2024-04-11`: reading them gives the same value.</summary>
public static class SettingWords
{
    /// <summary>The setting with its unit; a distribution with its arguments; `unset` where nothing is given.</summary>
    public static string Of(Setting setting)
    {
        if (setting.Spread is { } spread)
        {
            string arguments = string.Join("; ", spread.Arguments.Select(value => Of(setting.Spec.Kind, value)));
            return $"{spread.Kind.ToString().ToLowerInvariant()}({arguments})";
        }

        return setting.Values.Count == 0
            ? "unset"
            : string.Join(", ", setting.Values.Select(value => Of(setting.Spec.Kind, value)));
    }

    /// <summary>The setting for people who compare: three digits of its number.</summary>
    internal static string Rounded(Setting setting)
    {
        string Digits(decimal number) => number.ToString("G3", CultureInfo.InvariantCulture);
        return setting.Values is [{ } value]
            ? Of(
                setting with
                {
                    Values =
                    [
                        value with
                        {
                            Number = decimal.Parse(
                                Digits(value.Number),
                                NumberStyles.Float,
                                CultureInfo.InvariantCulture
                            ),
                        },
                    ],
                }
            )
            : Of(setting);
    }

    /// <summary>The unit in which a kind of parameter is held and its limits are stated.</summary>
    public static string UnitOf(ParameterKind kind) =>
        kind switch
        {
            ParameterKind.Number => "number",
            ParameterKind.Count => "whole number",
            ParameterKind.Share => "share",
            ParameterKind.Usd => "USD",
            ParameterKind.UsdPerDay => "USD/day",
            ParameterKind.Tokens => "tokens",
            ParameterKind.TokensPerDay => "tokens/day",
            ParameterKind.Duration => "days",
            ParameterKind.Date => "date",
            ParameterKind.YesNo => "yes or no",
            ParameterKind.Word => "word",
            ParameterKind.Token => "token",
            ParameterKind.Part => "part",
            _ => "text",
        };

    /// <summary>What a parameter may be, in its unit: `0 to 1`, `at least 1`, `rewards or treasury`, or nothing.</summary>
    public static string LimitsOf(ParameterSpec spec)
    {
        if (spec.Kind is ParameterKind.Word or ParameterKind.Part)
        {
            return string.Join(" or ", spec.Words);
        }

        bool isNumeric = spec.Kind < ParameterKind.YesNo && spec.Kind != ParameterKind.Date;
        return (isNumeric, double.IsNegativeInfinity(spec.Min), double.IsPositiveInfinity(spec.MaxOfKind)) switch
        {
            (false, _, _) or (_, true, true) => "",
            (_, false, true) => $"at least {Text(spec.Min)}",
            (_, true, false) => $"at most {Text(spec.MaxOfKind)}",
            _ => $"{Text(spec.Min)} to {Text(spec.MaxOfKind)}",
        };
    }

    private static string Of(ParameterKind kind, SettingValue value)
    {
        string number = QuantityText.Canonical(value.Number);
        return kind switch
        {
            ParameterKind.Share => $"{QuantityText.Canonical(value.Number * 100)} %",
            ParameterKind.Usd => $"{number} USD",
            ParameterKind.UsdPerDay => $"{number} USD/day",
            ParameterKind.Tokens => $"{number} {value.Text}",
            ParameterKind.TokensPerDay => $"{number} {value.Text}/day",
            ParameterKind.Duration => Duration(value.Number),
            ParameterKind.Date => DateOnly
                .FromDayNumber((int)value.Number)
                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ParameterKind.YesNo => value.Number != 0 ? "yes" : "no",
            ParameterKind.Number or ParameterKind.Count => number,
            _ => value.Text,
        };
    }

    // A month is a twelfth of a year: in days it would have no end.
    private static string Duration(decimal days)
    {
        decimal months = decimal.Round(days * 12 / 365);
        bool isWhole = days == decimal.Floor(days);
        return !isWhole && Math.Abs((months * 365 / 12) - days) < 1e-20m
            ? $"{months} {(months == 1 ? "month" : "months")}"
            : $"{QuantityText.Canonical(days)} days";
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
