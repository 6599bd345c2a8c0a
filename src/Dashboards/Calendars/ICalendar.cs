using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Souk.Dashboards.Alarms;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Concerns;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Calendars;

/// <summary>Unlocks and alerts as iCalendar (RFC 5545): whole-day events that a calendar program can subscribe to.</summary>
public static class ICalendar
{
    private const int LineOctetsMax = 75;
    private const int NameDigits = 8;

    /// <summary>What to watch, each on the day of its market's last block; the same alerts give the same bytes.</summary>
    /// <param name="server">Where its pages are: a calendar program is none of them.</param>
    public static string Of(IEnumerable<Alert> alerts, Uri server)
    {
        StringBuilder text = Begin(PageWords.Plain("calendars.alerts"), PageWords.Plain("calendars.what-to-watch"));
        foreach (
            IGrouping<(string, string, string), Alert> alike in alerts.GroupBy(alert =>
                (alert.Market.System, alert.Kind, alert.Title)
            )
        )
        {
            foreach ((int index, Alert alert) in alike.Index())
            {
                byte[] name = SHA256.HashData(Encoding.UTF8.GetBytes($"{alert.Title} {index}"));
                Event(
                    text,
                    alert.Market,
                    $"{alert.Kind}-{Convert.ToHexStringLower(name)[..NameDigits]}",
                    alert.Market.AsOf.Day,
                    $"{alert.Severity.Text()}: {alert.Title}",
                    PageWords.Plain("calendars.a-threshold-is-a-reason", alert.Sentence),
                    new Uri(server, alert.Link)
                );
            }
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    /// <summary>The same unlocks give the same bytes: the stamp is the time of the last block.</summary>
    /// <param name="server">Where its pages are.</param>
    public static string Of(IEnumerable<UnlockCalendar> calendars, Uri server)
    {
        StringBuilder text = Begin(PageWords.Plain("calendars.unlocks"), PageWords.Plain("calendars.token-unlocks"));
        foreach (UnlockCalendar calendar in calendars)
        {
            foreach (
                IGrouping<(DateOnly Day, bool IsCliff), UnlockEntry> entries in calendar.Entries.GroupBy(entry =>
                    (entry.Day, entry.IsCliff)
                )
            )
            {
                Event(text, calendar, entries.Key.Day, entries.Key.IsCliff, [.. entries], server);
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
        UnlockEntry[] entries,
        Uri server
    )
    {
        TokenUnit token = calendar.Market.Token;
        var sum = new Amount(
            entries.Aggregate(System.Numerics.BigInteger.Zero, (all, entry) => all + entry.Amount),
            token
        );
        string what = isCliff ? PageWords.Plain("calendars.cliff") : PageWords.Plain("calendars.unlocks-in-the-month");
        string days = calendar.DaysOfVolume(sum.BaseUnits) is { } volume
            ? $" {PageWords.Plain("calendars.days-of-what-its-pools", volume)}"
            : "";
        string buckets = string.Join(
            "; ",
            entries.Select(entry => $"{entry.Bucket}: {new Amount(entry.Amount, token).Exact} {token.Symbol}")
        );
        Event(
            text,
            calendar.Market,
            string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}-{(isCliff ? "cliff" : "month")}"),
            day,
            $"{sum.Compact} {token.Symbol}, {what}",
            PageWords.Plain("calendars.by-the-formula-of-the", buckets, days),
            new Uri(server, $"/unlocks?market={calendar.Market.System}")
        );
    }

    private static StringBuilder Begin(string product, string name)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, $"PRODID:-//Souk//{product}//EN");
        Line(text, $"X-WR-CALNAME:{name}");
        return text;
    }

    /// <param name="name">Unique in the market, and the same in every version of the event.</param>
    private static void Event(
        StringBuilder text,
        MarketSummary market,
        string name,
        DateOnly day,
        string summary,
        string description,
        Uri evidence
    )
    {
        string label = market.Label is { } origin ? $" ({origin})" : "";
        Line(text, "BEGIN:VEVENT");
        Line(text, $"UID:{market.System}-{name}@souk");
        Line(
            text,
            string.Create(
                CultureInfo.InvariantCulture,
                $"DTSTAMP:{market.AsOf.BlockTime.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}"
            )
        );
        Line(text, string.Create(CultureInfo.InvariantCulture, $"DTSTART;VALUE=DATE:{day:yyyyMMdd}"));
        Line(text, $"SUMMARY:{Escaped($"{market.Title}{label}: {summary}")}");
        Line(text, $"DESCRIPTION:{Escaped(description)}");
        Line(text, $"URL:{evidence.AbsoluteUri}");
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
