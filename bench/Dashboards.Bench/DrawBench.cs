using Microsoft.Playwright;

namespace Souk.Dashboards.Bench;

/// <summary>When Chromium draws the first text of a page, in a profile that never saw the site, and what it fetched by then.</summary>
internal static class DrawBench
{
    public static async Task RunAsync(Uri address, string market, int rounds)
    {
        using HttpClient client = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        IReadOnlyList<string> pages = await SitePages.OfAsync(client, market);
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = "/usr/bin/chromium",
                Args = ["--no-sandbox", "--disable-gpu"],
            }
        );
        foreach (string page in pages)
        {
            List<double> draws = [];
            int bytes = 0;
            for (int round = 0; round < rounds; round++)
            {
                (double draw, bytes) = await DrawAsync(browser, new Uri(address, page));
                draws.Add(draw);
            }

            draws.Sort();
            Console.WriteLine(
                $"{page, -60} first draw {draws[rounds / 2], 7:0} ms (of {rounds}, most {draws[^1]:0})  {bytes / 1000.0, 6:0} kB"
            );
        }
    }

    private static async Task<(double Milliseconds, int Bytes)> DrawAsync(IBrowser browser, Uri page)
    {
        await using IBrowserContext context = await browser.NewContextAsync();
        IPage tab = await context.NewPageAsync();
        List<IRequest> fetched = [];
        tab.RequestFinished += (_, request) => fetched.Add(request);
        await tab.GotoAsync(
            page.ToString(),
            new PageGotoOptions { WaitUntil = WaitUntilState.Load, Timeout = 600_000 }
        );
        // The browser tells of a paint some time after it, and fetches what charts need after the page is loaded.
        double draw = await tab.EvaluateAsync<double>(
            """
            () => new Promise(told => new PerformanceObserver(paints => paints.getEntries()
                .filter(paint => paint.name === 'first-contentful-paint')
                .forEach(paint => told(paint.startTime))).observe({ type: 'paint', buffered: true }))
            """
        );
        await Task.Delay(TimeSpan.FromSeconds(1));
        int bytes = 0;
        foreach (IRequest request in fetched.ToArray())
        {
            bytes += (await request.SizesAsync()).ResponseBodySize;
        }

        return (draw, bytes);
    }
}
