using System.Globalization;
using System.Text.RegularExpressions;
using Souk.Warehouse.Spellings;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Imports;

/// <summary>Checks the text of a value and spells it in one way, so that equal values have equal texts.</summary>
internal static partial class FieldText
{
    public const int LengthMax = 2000;
    private const int WholeDigitsMax = 20;
    private const int FractionDigitsMax = 18;
    private const int MonthsMax = 600;

    private static readonly string[] s_offsetTimes =
    [
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK",
        "yyyy-MM-dd HH:mm:ssK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFK",
    ];

    /// <param name="offset">From UTC, of times that do not say theirs; null where they must.</param>
    /// <exception cref="FormatException">Says what the value is and what would do.</exception>
    public static string Canonical(ImportField field, string text, TimeSpan? offset = null)
    {
        string value = text.Trim();
        return Spell(field, value, offset)
            ?? throw new FormatException(
                field.Kind == FieldKind.Word
                    ? $"{field.Name} is '{Shown(value)}'; did you mean '{NearestWord.To(value, field.Words)}'? Expected {field.Expected}"
                    : $"{field.Name} is '{Shown(value)}'; expected {field.Expected}{Hint(field, value)}"
            );
    }

    /// <returns>Null where the text is no such value.</returns>
    private static string? Spell(ImportField field, string value, TimeSpan? offset) =>
        field.Kind switch
        {
            FieldKind.Text => value.Length is > 0 and <= LengthMax && !value.Any(char.IsControl) ? value : null,
            FieldKind.Word => field.Words.Contains(value) ? value : null,
            FieldKind.Date => PartialDate().IsMatch(value) && IsDay(value + "0000-01-01"[value.Length..])
                ? value
                : null,
            FieldKind.Day => IsDay(value) ? value : null,
            FieldKind.Time => SpellTime(value, offset),
            FieldKind.Amount => SpellNumber(value, WholeDigitsMax, FractionDigitsMax),
            FieldKind.Integer => SpellNumber(value, field.DigitsMax, 0),
            FieldKind.Percent => SpellNumber(value, 3, 6) is { } number
            && decimal.Parse(number, CultureInfo.InvariantCulture) <= 100
                ? number
                : null,
            FieldKind.Months => SpellMonths(value),
            FieldKind.Address => SpellAddress(value),
            _ => value.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && value.Length == 42 ? SpellAddress(value)
            : OtherAddress().IsMatch(value) ? value
            : null,
        };

    private static bool IsDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string? SpellTime(string value, TimeSpan? offset)
    {
        // DuckDB spells the offset of a whole hour as +00.
        value = ShortOffset().Replace(value, "$0:00");
        bool isPlaced = value.EndsWith('Z') || Offset().IsMatch(value);
        string placed = isPlaced || offset is not { } given ? value : value + Sign(given) + given.ToString(@"hh\:mm");
        bool isTime = DateTimeOffset.TryParseExact(
            placed,
            s_offsetTimes,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out DateTimeOffset time
        );
        return isTime && (isPlaced || offset is not null)
            ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)
            : null;
    }

    private static char Sign(TimeSpan offset) => offset < TimeSpan.Zero ? '-' : '+';

    // Without leading zeros, and without zeros behind the last digit of a fraction.
    private static string? SpellNumber(string value, int wholeDigitsMax, int fractionDigitsMax)
    {
        Match match = Number().Match(value);
        if (!match.Success)
        {
            return null;
        }

        string whole = match.Groups[1].Value.TrimStart('0');
        string fraction = match.Groups[2].Value.TrimEnd('0');
        return whole.Length <= wholeDigitsMax && fraction.Length <= fractionDigitsMax
            ? (whole.Length == 0 ? "0" : whole) + (fraction.Length == 0 ? "" : "." + fraction)
            : null;
    }

    private static string? SpellMonths(string value)
    {
        string?[] ends = [.. value.Split('-').Select(end => SpellNumber(end, 3, 0))];
        int[] months = [.. ends.Select(end => end is null ? -1 : int.Parse(end, CultureInfo.InvariantCulture))];
        bool isRange = months.Length is 1 or 2 && months[0] >= 0 && months[^1] <= MonthsMax && months[0] <= months[^1];
        return isRange ? string.Join('-', months.Distinct()) : null;
    }

    private static string? SpellAddress(string value)
    {
        try
        {
            return Address.Parse(value).ToString();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Shown(string value) => value.Length <= 60 ? value : value[..59] + "…";

    private static string Hint(ImportField field, string value) =>
        field.Kind is FieldKind.Amount or FieldKind.Integer or FieldKind.Percent && value.StartsWith('-')
            ? "; negative amounts are refused"
        : field.Kind == FieldKind.Time && LocalTime().IsMatch(value)
            ? "; it does not say its time zone: add it, or give --utc-offset"
        : "";

    [GeneratedRegex(@"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex PartialDate();

    [GeneratedRegex(@"[+-]\d\d:\d\d$", RegexOptions.CultureInvariant)]
    private static partial Regex Offset();

    [GeneratedRegex(@"(?<=:\d\d(\.\d+)?)[+-]\d\d$", RegexOptions.CultureInvariant)]
    private static partial Regex ShortOffset();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LocalTime();

    [GeneratedRegex(@"^([0-9]+)(?:\.([0-9]+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,100}$", RegexOptions.CultureInvariant)]
    private static partial Regex OtherAddress();
}
