using System.Globalization;
using Microsoft.Playwright;

namespace Souk.Dashboards.Bench;

/// <summary>How long a reader waits from a letter, a choice or a brush until what it changes is painted, in Chromium.</summary>
/// <remarks>The clock of the page: from the event to the second frame after the change, what the server takes included.</remarks>
internal static class FilterBench
{
    /// <summary>What is done in the page, by the page; each returns a promise of milliseconds.</summary>
    private const string Clock = """
        window.frames2 = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        window.change = async (selector, value) => {
          const field = document.querySelector(selector);
          const began = performance.now();
          field.value = value;
          field.dispatchEvent(new Event('input', { bubbles: true }));
          await frames2();
          return performance.now() - began;
        };
        window.nextChange = () => new Promise(done => document.addEventListener('souk:changed', done, { once: true }));
        window.choose = async (link, isWhole) => {
          const began = performance.now();
          const changed = nextChange();
          link.click();
          await changed;
          while (isWhole && document.querySelector('main [data-unfinished]')) await nextChange();
          await frames2();
          return performance.now() - began;
        };
        """;

    public static async Task RunAsync(Uri address, string market, int rounds)
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = "/usr/bin/chromium",
                Args = ["--no-sandbox", "--disable-gpu"],
            }
        );
        await using IBrowserContext context = await browser.NewContextAsync();
        await context.AddInitScriptAsync(Clock);
        IPage page = await context.NewPageAsync();
        page.SetDefaultTimeout(120_000);
        string root = new Uri(address, $"/m/{market}").ToString();

        await OpenAsync(page, address.ToString());
        await TellAsync(
            "markets: search",
            rounds,
            round => ChangeAsync(page, "input[name=q]", round % 2 == 0 ? market[..2] : "")
        );
        await TellAsync(
            "markets: sort",
            rounds,
            round => ChangeAsync(page, "select[name=sort]", round % 2 == 0 ? "fees" : "title")
        );
        await TellChoicesAsync(page, "market: length of a bar", root, rounds);
        await TellChoicesAsync(page, "supply: days to look back", $"{root}/supply", rounds);
        await TellChoicesAsync(
            page,
            "unlocks: market",
            new Uri(address, $"/unlocks?market={market}").ToString(),
            rounds
        );
        await TellBrushAsync(page, root, rounds);
        await TellPagesAsync(
            page,
            "market: as of a new day, told",
            root,
            "form.moment",
            "input[type=date]",
            rounds,
            Day
        );
        await TellPagesAsync(
            page,
            "market: as of another, whole",
            root,
            "form.moment",
            "input[type=date]",
            rounds,
            OtherDay,
            isWhole: true
        );
        await TellPagesAsync(
            page,
            "metric: market",
            new Uri(address, $"/metrics/payments?market={market}").ToString(),
            "form.controls",
            "select[name=market]",
            rounds,
            _ => market
        );
    }

    /// <summary>Each another, so that nobody asked for it before.</summary>
    private static string Day(int round) => DayOf(new DateTime(2024, 12, 31).AddDays(round));

    private static string OtherDay(int round) => DayOf(new DateTime(2024, 9, 30).AddDays(-round));

    private static string DayOf(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task OpenAsync(IPage page, string address)
    {
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        await WholeAsync(page);
    }

    private static Task WholeAsync(IPage page) =>
        page.WaitForFunctionAsync("() => !document.querySelector('main [data-unfinished]')");

    private static Task<double> ChangeAsync(IPage page, string field, string value) =>
        page.EvaluateAsync<double>("([field, value]) => change(field, value)", new[] { field, value });

    private static async Task TellChoicesAsync(IPage page, string name, string address, int rounds)
    {
        await OpenAsync(page, address);
        int links = await page.Locator("nav.periods a").CountAsync();
        if (links < 2)
        {
            Console.WriteLine($"{name, -30} has nothing to choose");
            return;
        }

        // What a reader chooses first was fetched while the page stood there.
        await page.WaitForTimeoutAsync(3_000);
        await TellAsync(
            name,
            rounds,
            async round =>
            {
                await WholeAsync(page);
                return await page.EvaluateAsync<double>(
                    "round => { const links = [...document.querySelectorAll('nav.periods a')]; return choose(links[round % links.length]); }",
                    round + 1
                );
            }
        );
    }

    private static async Task TellBrushAsync(IPage page, string address, int rounds)
    {
        await OpenAsync(page, address);
        ILocator plot = page.Locator("[data-chart='supply'] [data-plot]");
        await plot.ScrollIntoViewIfNeededAsync();
        await plot.Locator(".nsewdrag").First.WaitForAsync();
        LocatorBoundingBoxResult box = (await plot.Locator(".nsewdrag").First.BoundingBoxAsync())!;
        await TellAsync(
            "chart: brush",
            rounds,
            async round =>
            {
                await page.EvaluateAsync(
                    "() => { window.brushed = new Promise(done => document.querySelector(\"[data-chart='supply'] [data-plot]\").once('plotly_relayout', async () => { const began = window.released; await frames2(); done(performance.now() - began); })); addEventListener('mouseup', () => window.released = performance.now(), { once: true, capture: true }); }"
                );
                float y = box.Y + (box.Height / 2);
                await page.Mouse.MoveAsync(box.X + (box.Width * 0.2f) + round, y);
                await page.Mouse.DownAsync();
                await page.Mouse.MoveAsync(box.X + (box.Width * 0.8f), y, new MouseMoveOptions { Steps = 4 });
                await page.Mouse.UpAsync();
                double waited = await page.EvaluateAsync<double>("() => window.brushed");
                await page.EvaluateAsync(
                    "() => Plotly.relayout(document.querySelector(\"[data-chart='supply'] [data-plot]\"), { 'xaxis.autorange': true })"
                );
                return waited;
            }
        );
    }

    /// <summary>A form that asks for what the server has not said yet; each round begins on the first page.</summary>
    private static async Task TellPagesAsync(
        IPage page,
        string name,
        string address,
        string form,
        string field,
        int rounds,
        Func<int, string> value,
        bool isWhole = false
    )
    {
        await TellAsync(
            name,
            rounds,
            async round =>
            {
                await OpenAsync(page, address);
                string fieldOf = $"{form} {field}";
                string chosen = value(round);
                return await page.EvaluateAsync<double>(
                    "([form, field, value, isWhole]) => { document.querySelector(field).value = value; return choose({ click: () => document.querySelector(form).requestSubmit() }, isWhole !== ''); }",
                    new[] { form, fieldOf, chosen, isWhole ? "whole" : "" }
                );
            }
        );
    }

    private static async Task TellAsync(string name, int rounds, Func<int, Task<double>> play)
    {
        List<double> waits = [];
        for (int round = 0; round < rounds; round++)
        {
            waits.Add(await play(round));
        }

        waits.Sort();
        Console.WriteLine(
            $"{name, -30} p50 {waits[rounds / 2], 6:0} ms  p95 {waits[(int)(0.95 * (rounds - 1))], 6:0} ms  most {waits[^1], 6:0} ms  of {rounds}"
        );
    }
}
