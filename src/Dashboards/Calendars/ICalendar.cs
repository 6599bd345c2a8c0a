using System.Globalization;
using System.Text;
using Souk.Dashboards.Amounts;

namespace Souk.Dashboards.Calendars;

/// <summary>Unlocks as iCalendar (RFC 5545): whole-day events that a calendar program can subscribe to.</summary>
public static class ICalendar
{
    private const int LineOctetsMax = 75;

    /// <summary>The same unlocks give the same bytes: the stamp is the time of the last block.</summary>
    public static string Of(IEnumerable<UnlockCalendar> calendars)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Souk//Unlocks//EN");
        Line(text, "X-WR-CALNAME:Token unlocks");
        foreach (UnlockCalendar calendar in calendars)
        {
            foreach (
                IGrouping<(DateOnly Day, bool IsCliff), UnlockEntry> entries in calendar.Entries.GroupBy(entry =>
                    (entry.Day, entry.IsCliff)
                )
            )
            {
                Event(text, calendar, entries.Key.Day, entries.Key.IsCliff, [.. entries]);
            }
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static void Event(
        StringBuilder text,
        UnlockCalendar calendar,
        DateOnly day,
        bool isCliff,
        UnlockEntry[] entries
    )
    {
        TokenUnit token = calendar.Market.Token;
        var sum = new Amount(
            entries.Aggregate(System.Numerics.BigInteger.Zero, (all, entry) => all + entry.Amount),
            token
        );
        string label = calendar.Market.Label is { } origin ? $" ({origin})" : "";
        string what = isCliff ? "cliff" : "unlocks in the month";
        string days = calendar.DaysOfVolume(sum.BaseUnits) is { } volume
            ? string.Create(CultureInfo.InvariantCulture, $" {volume} days of what its pools turn over.")
            : "";
        string buckets = string.Join(
            "; ",
            entries.Select(entry => $"{entry.Bucket}: {new Amount(entry.Amount, token).Exact} {token.Symbol}")
        );
        Line(text, "BEGIN:VEVENT");
        Line(
            text,
            string.Create(
                CultureInfo.InvariantCulture,
                $"UID:{calendar.Market.System}-{day:yyyyMMdd}-{(isCliff ? "cliff" : "month")}@souk"
            )
        );
        Line(
            text,
            string.Create(
                CultureInfo.InvariantCulture,
                $"DTSTAMP:{calendar.Market.AsOf.BlockTime.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}"
            )
        );
        Line(text, string.Create(CultureInfo.InvariantCulture, $"DTSTART;VALUE=DATE:{day:yyyyMMdd}"));
        Line(text, $"SUMMARY:{Escaped($"{calendar.Market.Title}{label}: {sum.Compact} {token.Symbol}, {what}")}");
        Line(
            text,
            $"DESCRIPTION:{Escaped($"{buckets}.{days} By the formula of the vesting contracts; unlocked is not sold.")}"
        );
        Line(text, "TRANSP:TRANSPARENT");
        Line(text, "END:VEVENT");
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>A line longer than 75 octets goes on in the next, which begins with a space; letters are not cut.</summary>
    private static void Line(StringBuilder text, string line)
    {
        int octets = 0;
        foreach (Rune letter in line.EnumerateRunes())
        {
            if (octets + letter.Utf8SequenceLength > LineOctetsMax)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(letter.ToString());
            octets += letter.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
