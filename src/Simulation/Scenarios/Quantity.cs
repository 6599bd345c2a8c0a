using System.Globalization;

namespace Souk.Simulation.Scenarios;

/// <summary>How the values of a parameter are written.</summary>
internal enum QuantityKind
{
    Number,
    Share,
    Usd,
    Days,
    Seconds,
    UnixSeconds,
    Tokens,
}

/// <summary>Reads `6 months`, `30 %`, `1.38 USD`, `300M MASA` into the number that a parameter stores.</summary>
/// <remarks>A month is a twelfth of a year and a year is 365 days, so that they are whole seconds.</remarks>
internal static class Quantity
{
    private const decimal DaySeconds = 86_400;
    private const decimal MonthSeconds = 365 * DaySeconds / 12;

    /// <summary>Null when the text is not a quantity of this kind.</summary>
    /// <param name="text">The value as written, without a leading operator.</param>
    /// <param name="kind">What it is to mean.</param>
    /// <param name="symbol">The token symbol that amounts may carry.</param>
    public static decimal? Parse(string text, QuantityKind kind, string symbol)
    {
        if (kind == QuantityKind.UnixSeconds && ParseDate(text) is { } date)
        {
            return date;
        }

        int length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] is '.' or ',' or '_'))
        {
            length++;
        }

        string digits = text[..length]
            .Replace(",", "", StringComparison.Ordinal)
            .Replace("_", "", StringComparison.Ordinal);
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            return null;
        }

        string unit = text[length..];
        number *= TakeMagnitude(ref unit);
        return UnitFactor(unit.Trim(), kind, symbol) is { } factor ? number * factor : null;
    }

    /// <summary>What a reader could have written instead.</summary>
    public static string Example(QuantityKind kind, string symbol) =>
        kind switch
        {
            QuantityKind.Share => "0.3 or 30 %",
            QuantityKind.Usd => "1.38 USD",
            QuantityKind.Days or QuantityKind.Seconds => "6 months",
            QuantityKind.UnixSeconds => "2027-01-31",
            QuantityKind.Tokens => $"300M {symbol}",
            _ => "2.5",
        };

    private static decimal? ParseDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? (date.DayNumber - new DateOnly(1970, 1, 1).DayNumber) * DaySeconds
            : null;

    private static decimal TakeMagnitude(ref string unit)
    {
        bool isAlone = unit.Length == 1 || (unit.Length > 1 && unit[1] == ' ');
        decimal factor =
            !isAlone ? 1
            : unit[0] == 'k' ? 1_000
            : unit[0] == 'M' ? 1_000_000
            : unit[0] == 'B' ? 1_000_000_000
            : 1;
        unit = factor == 1 ? unit : unit[1..];
        return factor;
    }

    private static decimal? UnitFactor(string unit, QuantityKind kind, string symbol) =>
        (kind, unit) switch
        {
            (QuantityKind.Seconds or QuantityKind.UnixSeconds, _) => DurationSeconds(unit),
            (QuantityKind.Days, "") => 1,
            (QuantityKind.Days, _) => DurationSeconds(unit) / DaySeconds,
            (_, "") => 1,
            (QuantityKind.Share, "%") => 0.01m,
            (QuantityKind.Share, "bp") => 0.0001m,
            (QuantityKind.Usd, "USD") => 1,
            (QuantityKind.Tokens, _) when unit == symbol => 1,
            _ => null,
        };

    private static decimal? DurationSeconds(string unit) =>
        unit switch
        {
            "second" or "seconds" or "s" => 1,
            "hour" or "hours" or "h" => 3_600,
            "day" or "days" or "d" => DaySeconds,
            "week" or "weeks" => 7 * DaySeconds,
            "month" or "months" => MonthSeconds,
            "year" or "years" => 12 * MonthSeconds,
            _ => null,
        };
}
