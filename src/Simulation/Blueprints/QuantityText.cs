using System.Globalization;
using System.Numerics;

namespace Souk.Simulation.Blueprints;

/// <summary>Reads what people write, `6 months`, `30 %`, `1.38 USD/h`, `300M MASA`, into exact decimal numbers.</summary>
internal static class QuantityText
{
    private const decimal MonthDays = 365m / 12;

    /// <summary>The number in the unit in which the kind is held, amounts in whole tokens; null where the text does not fit.</summary>
    /// <param name="symbol">Of an amount: the token whose symbol it carries.</param>
    public static decimal? Read(string text, ParameterKind kind, out string? symbol)
    {
        symbol = null;
        text = text.Trim();
        if (kind == ParameterKind.Date)
        {
            return ReadDate(text);
        }

        int length = NumberLength(text);
        string digits = text[..length].Replace("_", "", StringComparison.Ordinal);
        if (!decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
        {
            return null;
        }

        string unit = text[length..];
        decimal magnitude = TakeMagnitude(ref unit);
        unit = unit.Trim();
        decimal? factor = kind switch
        {
            ParameterKind.Number => unit.Length == 0 ? 1 : null,
            ParameterKind.Count => unit.Length == 0
            && Within(() => number * magnitude) is { } count
            && count == decimal.Floor(count)
                ? 1
                : null,
            ParameterKind.Share => ShareFactor(unit),
            ParameterKind.Usd => unit is "USD" ? 1 : null,
            ParameterKind.UsdPerDay => PerDay(unit, out string money) is { } rate && money == "USD" ? rate : null,
            ParameterKind.Duration => Days(unit),
            ParameterKind.Tokens => TakeSymbol(unit, out symbol) ? 1 : null,
            ParameterKind.TokensPerDay => PerDay(unit, out string token) is { } rate && TakeSymbol(token, out symbol)
                ? rate
                : null,
            _ => null,
        };
        return Within(() => factor * magnitude * number);
    }

    /// <summary>Whether so many tokens have at most 1e33 base units.</summary>
    /// <remarks>Beyond that, products of amounts with fees and weights would leave 128 bits.</remarks>
    public static bool Fits(decimal tokens, int decimals) => (double)tokens * Math.Pow(10, decimals) <= 1e33;

    /// <summary>Whether so many tokens are whole base units.</summary>
    public static bool IsOfScale(decimal tokens, int decimals)
    {
        decimal units = tokens - decimal.Floor(tokens);
        for (int i = 0; i < decimals; i++)
        {
            units *= 10;
        }

        return units == decimal.Floor(units);
    }

    /// <summary>What a calculation comes to; null where a decimal number cannot hold it.</summary>
    public static decimal? Within(Func<decimal?> calculation)
    {
        try
        {
            return calculation();
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Base units of whole tokens, rounded down.</summary>
    public static Int128 BaseUnits(decimal tokens, int decimals)
    {
        BigInteger ten = BigInteger.Pow(10, 28);
        decimal whole = decimal.Floor(tokens);
        BigInteger fraction = (BigInteger)((tokens - whole) * 1e28m);
        BigInteger units = (((BigInteger)whole * ten) + fraction) * BigInteger.Pow(10, decimals) / ten;
        return (Int128)units;
    }

    /// <summary>The same number without trailing zeros.</summary>
    public static string Canonical(decimal number) =>
        (number / 1.0000000000000000000000000000m).ToString("G29", CultureInfo.InvariantCulture);

    private static decimal? ReadDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date.DayNumber
            : null;

    private static int NumberLength(string text)
    {
        int length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] is '.' or '_' or '-'))
        {
            length++;
        }

        bool isExponent =
            length > 0
            && length + 1 < text.Length
            && text[length] is 'e' or 'E'
            && (char.IsAsciiDigit(text[length + 1]) || (text[length + 1] is '-' or '+' && length + 2 < text.Length));
        if (isExponent)
        {
            length += 2;
            while (length < text.Length && char.IsAsciiDigit(text[length]))
            {
                length++;
            }
        }

        return length;
    }

    private static decimal TakeMagnitude(ref string unit)
    {
        bool isAlone = unit.Length == 1 || (unit.Length > 1 && unit[1] == ' ');
        decimal magnitude =
            !isAlone ? 1
            : unit[0] == 'k' ? 1_000
            : unit[0] == 'M' ? 1_000_000
            : unit[0] == 'B' ? 1_000_000_000
            : 1;
        unit = magnitude == 1 ? unit : unit[1..];
        return magnitude;
    }

    private static decimal? ShareFactor(string unit) =>
        unit switch
        {
            "" => 1,
            "%" => 0.01m,
            "bp" => 0.0001m,
            _ => null,
        };

    private static bool TakeSymbol(string unit, out string? symbol)
    {
        symbol = unit;
        return unit.Length > 0 && unit.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
    }

    // `USD/h`: what is counted, and how often the time fits into a day.
    private static decimal? PerDay(string unit, out string counted)
    {
        string[] parts = unit.Split('/', 2);
        counted = parts[0].Trim();
        return parts.Length == 2 ? TimesADay(parts[1].Trim()) : null;
    }

    // Not the inverse of the days, which would round: 24, not 1 / (1 / 24).
    private static decimal? TimesADay(string unit) =>
        unit switch
        {
            "s" or "second" => 86_400,
            "min" or "minute" => 1_440,
            "h" or "hour" => 24,
            "d" or "day" => 1,
            "week" => 1m / 7,
            "month" => 12m / 365,
            "year" => 1m / 365,
            _ => null,
        };

    private static decimal? Days(string unit) =>
        unit switch
        {
            "s" or "second" or "seconds" => 1m / 86_400,
            "min" or "minute" or "minutes" => 1m / 1_440,
            "h" or "hour" or "hours" => 1m / 24,
            "d" or "day" or "days" => 1,
            "week" or "weeks" => 7,
            "month" or "months" => MonthDays,
            "year" or "years" => 365,
            _ => null,
        };
}
