using System.Text.RegularExpressions;

namespace Souk.Dashboards.Bench;

/// <summary>One page of every kind that a server has of a market; an asset and a party are those that its pages name first.</summary>
internal static partial class SitePages
{
    [GeneratedRegex("href=\"(/asset/[^\"?#]+)")]
    private static partial Regex AssetLink { get; }

    [GeneratedRegex("href=\"(/party/[^\"?#]+)")]
    private static partial Regex PartyLink { get; }

    [GeneratedRegex("href=\"(/log/[^\"?#]+)")]
    private static partial Regex LogLink { get; }

    [GeneratedRegex("href=\"(/tx/[^\"?#]+)")]
    private static partial Regex TransactionLink { get; }

    public static async Task<IReadOnlyList<string>> OfAsync(HttpClient client, string market)
    {
        string root = $"/m/{market}";
        List<string> pages =
        [
            "/",
            root,
            $"{root}/supply",
            $"{root}/fees",
            $"{root}/participants",
            $"{root}/datasets",
            $"{root}/provenance",
            $"{root}/quality",
            $"{root}/memo",
            $"{root}/facts/payment",
            $"{root}/participants?as_of=2025-07-01",
            $"/unlocks?market={market}",
            "/compare",
            "/claims",
            $"/responses?market={market}",
            "/forecasts",
            $"/position?market={market}",
            "/metrics",
            $"/metrics/payments?market={market}",
            "/alerts",
            "/status",
            "/api",
            "/explore",
            "/scenario",
            "/scenario/new",
            "/scenarios/masa-like?m=pool.price",
            "/scenarios/masa-like/flows",
            "/scenarios/masa-like/matters?m=pool.price",
            "/scenario/masa-like/memo",
            "/scenario/masa-like/actual",
            "/scenario/masa-like..masa-like-quiet?runs=4&m=pool.price",
            $"/scenario/{market}",
        ];
        pages.AddRange(await FirstAsync(client, $"{root}/datasets", AssetLink));
        pages.AddRange(await FirstAsync(client, $"{root}/participants", PartyLink));
        pages.AddRange(await FirstAsync(client, $"{root}/facts/payment", LogLink));
        pages.AddRange(await FirstAsync(client, $"{root}/facts/payment", TransactionLink));
        return pages;
    }

    // A page that fails has no links; the benchmark shows its status.
    private static async Task<string> TextAsync(HttpClient client, string page)
    {
        using HttpResponseMessage reply = await client.GetAsync(page);
        return await reply.Content.ReadAsStringAsync();
    }

    private static async Task<IEnumerable<string>> FirstAsync(HttpClient client, string page, Regex link) =>
        link.Matches(await TextAsync(client, page))
            .Select(match => match.Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal))
            .Take(1);
}
