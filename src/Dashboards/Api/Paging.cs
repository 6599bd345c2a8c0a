using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Souk.Dashboards.Api;

/// <summary>Which rows of an answer: <c>?limit=100&amp;offset=200</c>.</summary>
internal sealed record Paging(int Limit, int Offset)
{
    private const int OffsetMax = 100_000_000;

    /// <returns>Null where the address is wrong; <see cref="Hint"/> says what is allowed.</returns>
    public static Paging? Parse(IQueryCollection query, int limitMax)
    {
        int? limit = Number(query["limit"].ToString(), limitMax);
        int? offset = Number(query["offset"].ToString(), 0);
        return limit is >= 1 && limit <= limitMax && offset is >= 0 and <= OffsetMax
            ? new Paging(limit.Value, offset.Value)
            : null;
    }

    public static string Hint(int limitMax) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Give limit as a whole number from 1 to {limitMax:N0} and offset as one from 0 on."
        );

    private static int? Number(string text, int ordinary) =>
        text.Length == 0 ? ordinary
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value
        : null;
}
