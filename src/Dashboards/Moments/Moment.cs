using System.Globalization;
using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Moments;

/// <summary>The day up to which a page counts, as its address says: <c>?as_of=2025-01-31</c>.</summary>
/// <param name="Day">UTC, all of it; null for all that is stored.</param>
/// <param name="Error">What is wrong with the address; null where nothing is, and then everything is shown.</param>
public sealed record Moment(DateOnly? Day, string? Error = null)
{
    public const string Parameter = "as_of";

    public static readonly Moment Now = new((DateOnly?)null);

    public static Moment Parse(IQueryCollection query)
    {
        string text = query[Parameter].ToString();
        return text.Length == 0 ? Now
            : DateOnly.TryParseExact(
                text,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out DateOnly day
            )
                ? new Moment(day)
            : new Moment(null, PageWords.Plain("moments.as-of-takes-a-day"));
    }

    /// <summary>What an address asks beside its day.</summary>
    public static QueryString Without(HttpRequest request) =>
        QueryString.Create(request.Query.Where(one => one.Key != Parameter));

    /// <summary>The last second that counts; null for all.</summary>
    public DateTime? Until => Day?.ToDateTime(new TimeOnly(23, 59, 59));

    /// <summary>The day as an address writes it; null for all.</summary>
    public string? Text => Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An address of this server with the same day.</summary>
    public string On(string address) =>
        Text is { } text ? $"{address}{(address.Contains('?') ? '&' : '?')}{Parameter}={text}" : address;
}
