using System.Reflection;
using System.Text.Json;
using Microsoft.Playwright;

namespace Souk.Dashboards.Tests.Browsers;

/// <summary>axe-core's rules for WCAG 2.2 A and AA over a page as it is drawn.</summary>
internal static class Axe
{
    private static readonly string s_source = ReadSource();

    private const string Rules = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']";

    /// <returns>Each violation with its first element; empty where there is none.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(s_source);
        }

        JsonElement result = await page.EvaluateAsync<JsonElement>(
            $"async () => (await axe.run(document, {{ runOnly: {{ type: 'tag', values: {Rules} }}, resultTypes: ['violations'] }})).violations"
                + ".map(v => ({ id: v.id, html: v.nodes[0].html.slice(0, 160), why: v.nodes[0].failureSummary, count: v.nodes.length }))"
        );
        return
        [
            .. result
                .EnumerateArray()
                .Select(one =>
                    $"{one.GetProperty("id")} ({one.GetProperty("count")}): {one.GetProperty("html")} {one.GetProperty("why")}"
                ),
        ];
    }

    private static string ReadSource()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("axe.js")!);
        return reader.ReadToEnd();
    }
}
