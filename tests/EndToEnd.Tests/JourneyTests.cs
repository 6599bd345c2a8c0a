using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Souk.Dashboards.Tests.Browsers;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.EndToEnd.Tests;

/// <summary>Three readers with a question each, from the front page to the evidence, by clicks alone.</summary>
[Collection(ServedSampleTests.Name)]
public sealed partial class JourneyTests(ServedSample sample, Chromium chromium)
{
    private const string Change = "burn.use.amount";

    /// <summary>What goes into and out of Masa's pools on a mean day of the last 30, in base units.</summary>
    private const string VolumePerDay = """
        select (sum(t.amount) / 30)::varchar
        from market.transfer t
        where t.system = 'masa'
            and t.token_id in (select token_id from market.token where system = 'masa' and is_market_token)
            and t.time > (select max(time) from chain.block) - interval 30 day
            and exists (
                from market.holder h
                where h.system = 'masa' and h.class = 'pool' and h.holder_id in (t.sender_id, t.recipient_id)
            )
        """;

    [GeneratedRegex("[0-9.,]+")]
    private static partial Regex Number { get; }

    [Fact]
    public async Task An_investor_finds_the_next_unlock_its_size_its_wallet_and_the_transaction_that_filled_it()
    {
        await using Browser browser = await chromium.OpenAsync();
        IPage page = await browser.VisitAsync(sample.Address);

        await page.Locator("nav.site a[href='/unlocks']").ClickAsync();
        await page.Locator(".periods a[href='/unlocks?market=masa']").ClickAsync();
        ILocator next = page.Locator("tr[data-unlock]").First;
        string whose = await next.Locator("td").Nth(1).InnerTextAsync();
        var amount = BigInteger.Parse((await next.Locator("td[data-value]").First.GetAttributeAsync("data-value"))!);
        string days = await next.Locator("td").Nth(4).InnerTextAsync();
        await ShouldPlotAsync(page);
        await next.Locator("a[aria-label^='Schedules of']").ClickAsync();
        ILocator schedule = page.Locator("table.facts tbody tr").First;
        (await schedule.InnerTextAsync()).ShouldContain(whose);
        string wallet = (await schedule.Locator("a[href^='/party/']").First.GetAttributeAsync("title"))!;
        await schedule.Locator("a[href*='/facts/transfer']").ClickAsync();
        string moved = (
            await page.Locator("table.facts tbody tr")
                .Last.Locator("td[data-value]")
                .First.GetAttributeAsync("data-value")
        )!;
        await page.Locator("table.facts tbody tr").Last.Locator("a[href^='/tx/']").ClickAsync();
        await Browser.BeWholeAsync(page);

        using DuckDBConnection file = Open();
        MetricTable unlocks = MetricCatalogue.Run(file, "unlocks", "masa");
        object?[] expected = unlocks.Rows.First(row => !unlocks.Integer(row, "scheduled").IsZero);
        whose.ShouldBe(unlocks.Text(expected, "bucket"));
        amount.ShouldBe(unlocks.Integer(expected, "scheduled"));
        double perDay = double.Parse(file.Scalar<string>(VolumePerDay)!, CultureInfo.InvariantCulture);
        perDay.ShouldBeGreaterThan(0);
        double.Parse(Number.Match(days).Value, CultureInfo.InvariantCulture)
            .ShouldBe((double)amount / perDay, tolerance: 0.06);
        page.Url.ShouldContain("/tx/31337/0x");
        string transaction = await page.Locator("main").InnerHTMLAsync();
        transaction.ShouldContain(wallet);
        transaction.ShouldContain(moved);
        await ShouldShowAsync(page);
        browser.Errors.ShouldBeEmpty();
    }

    /// <summary>Here and not where all other pages are looked at: rows of a query come from a program of its own over a file.</summary>
    [Fact]
    public async Task The_answer_to_a_query_has_no_violation_in_both_themes_on_desk_and_phone()
    {
        await using Browser browser = await chromium.OpenAsync();
        IPage page = await browser.VisitAsync(new Uri(sample.Address, "/explore"));

        await page.Locator("form.example", new PageLocatorOptions { HasTextString = "date_trunc" })
            .Locator("button")
            .ClickAsync();
        await page.Locator("#answer").WaitForAsync();
        await page.Locator("[data-chart=query]").ScrollIntoViewIfNeededAsync();
        await page.Locator("[data-chart=query] svg.main-svg").First.WaitForAsync();

        List<string> faults = [];
        foreach (
            (ColorScheme scheme, int width) in new[]
            {
                (ColorScheme.Light, 1280),
                (ColorScheme.Dark, 1280),
                (ColorScheme.Dark, 390),
                (ColorScheme.Light, 390),
            }
        )
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 900);
            faults.AddRange((await Axe.CheckAsync(page)).Select(fault => $"{scheme}, {width}: {fault}"));
        }

        faults.ShouldBeEmpty();
        (await page.Locator("table tbody tr").CountAsync()).ShouldBeGreaterThan(1);
        browser.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_designer_raises_a_burn_reads_the_difference_and_sends_a_link_that_shows_the_same_bands()
    {
        await using Browser browser = await chromium.OpenAsync();
        IPage page = await browser.VisitAsync(new Uri(sample.Address, "/scenario"));
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await page.Locator("a[href='/scenarios/fees-and-burns']").First.ClickAsync();
        ILocator input = page.Locator($"input[data-path='{Change}']");
        await input.Locator("xpath=ancestor::details").Locator("summary").ClickAsync();
        await input.FillAsync("5 TKN");
        await input.PressAsync("Enter");
        await page.WaitForURLAsync("**/scenarios/fees-and-burns?set=*");
        await DoneAsync(page);
        IReadOnlyList<string> sentences = await page.Locator("[data-band] [data-sentence]").AllInnerTextsAsync();
        await ShouldPlotAsync(page);
        await page.Locator("[data-share]").ClickAsync();
        string link = await page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        string bands = await BandsAsync(page);

        await using Browser another = await chromium.OpenAsync();
        IPage second = await another.GoAsync(new Uri(link));
        await DoneAsync(second);

        // How long the treasury lasts is worked out from the file's own model, and says so.
        string[] ofModels = [.. sentences.Where(one => !one.Contains("the runs of the file's own model."))];
        ofModels.Length.ShouldBe(sentences.Count - 1);
        ofModels.ShouldAllBe(one => one.StartsWith("Under 6 models (three ways to expect, two to make prices; "));
        ofModels.ShouldAllBe(one => one.Contains("In 90 of 100 simulated futures under these assumptions"));
        // The supply ends lower in every future; the price in none, since what is burned was the fund's and not traded.
        sentences.ShouldContain(one =>
            one.Contains("it ends higher in 0 and lower in 64 of 64 futures; the median goes from")
        );
        link.ShouldContain("set=burn.use.amount");
        bands.Length.ShouldBeGreaterThan(1_000);
        (await BandsAsync(second)).ShouldBe(bands);
        browser.Errors.Concat(another.Errors).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_researcher_holds_royalties_owed_against_paid_down_to_a_transaction_and_takes_the_rows_along()
    {
        await using Browser browser = await chromium.OpenAsync();
        IPage page = await browser.VisitAsync(new Uri(sample.Address, "/m/sahara/facts/asset"));

        await page.Locator("a[href^='/asset/sahara/0x6167656e74']").First.ClickAsync();
        await Browser.BeWholeAsync(page);
        List<(string Asset, string Owed, string Paid)> shown = [];
        foreach (ILocator row in await page.Locator("tr[data-owed]").AllAsync())
        {
            IReadOnlyList<ILocator> cells = await row.Locator("td[data-value]").AllAsync();
            shown.Add(
                (
                    (await row.GetAttributeAsync("data-owed"))!,
                    (await cells[0].GetAttributeAsync("data-value"))!,
                    (await cells[1].GetAttributeAsync("data-value"))!
                )
            );
        }

        await ShouldShowAsync(page);
        IDownload download = await page.RunAndWaitForDownloadAsync(() =>
            page.Locator("[data-files='royalties'] a", new() { HasText = "PARQUET" }).ClickAsync()
        );
        string parquet = Path.Combine(sample.Folder, "royalties.parquet");
        await download.SaveAsAsync(parquet);
        await page.Locator("tr[data-owed] a[href*='/facts/payment']").First.ClickAsync();
        BigInteger sum = BigInteger.Parse((await page.Locator("[data-sum]").GetAttributeAsync("data-value"))!);
        string paid = (await page.Locator("table.facts tbody td[data-value]").First.GetAttributeAsync("data-value"))!;
        await page.Locator("table.facts tbody a[href^='/tx/']").First.ClickAsync();
        await Browser.BeWholeAsync(page);

        using DuckDBConnection file = Open();
        file.Query(
                $"select asset_key, owed::varchar, paid::varchar from read_parquet('{parquet}')",
                row => (row.GetString(0), row.GetString(1), row.GetString(2))
            )
            .ShouldBe(shown);
        shown.Count.ShouldBeGreaterThan(1);
        MetricTable royalties = MetricCatalogue.Run(file, "royalties", "sahara");
        shown.ShouldBe(
            royalties
                .Rows.Select(row =>
                    (
                        Asset: royalties.Text(row, "asset_key"),
                        Owed: $"{royalties.Integer(row, "owed")}",
                        Paid: $"{royalties.Integer(row, "paid")}"
                    )
                )
                .Where(row => shown.Any(one => one.Asset == row.Asset))
        );
        List<(string Asset, string Paid)> payments = file.Query(
            "select asset_key, sum(amount)::varchar from market.payment where role = 'royalty' and system = 'sahara' and asset_key is not null group by asset_key, token_id",
            row => (row.GetString(0), row.GetString(1))
        );
        foreach ((string asset, string _, string received) in shown)
        {
            payments.Where(one => one.Asset == asset).Select(one => one.Paid).DefaultIfEmpty("0").ShouldBe([received]);
        }

        $"{sum}".ShouldBe(shown[0].Paid);
        file.Scalar<string>(
                $"select sum(amount)::varchar from market.payment where role = 'royalty' and system = 'sahara' and asset_key = '{shown[0].Asset}'"
            )
            .ShouldBe($"{sum}");
        page.Url.ShouldContain("/tx/31337/0x");
        (await page.Locator("main").InnerHTMLAsync()).ShouldContain(paid);
        await ShouldShowAsync(page);
        browser.Errors.ShouldBeEmpty();
    }

    private DuckDBConnection Open()
    {
        var file = new DuckDBConnection($"Data Source={sample.File};access_mode=READ_ONLY");
        file.Open();
        return file;
    }

    private static Task DoneAsync(IPage page) => page.Locator("[data-stream][data-done]").WaitForAsync();

    /// <summary>All that is plotted of all bands, without what a drawing is named.</summary>
    private static Task<string> BandsAsync(IPage page) =>
        page.EvaluateAsync<string>(
            "() => JSON.stringify([...document.querySelectorAll('[data-band] [data-plot]')].map(plot => plot.data.map(trace => ({ ...trace, uid: undefined }))))"
        );

    /// <summary>The page's first chart comes into view with a plot in it, and then the page shows something.</summary>
    private static async Task ShouldPlotAsync(IPage page)
    {
        ILocator chart = page.Locator("[data-plot]").First;
        await chart.ScrollIntoViewIfNeededAsync();
        ILocator plot = chart.Locator(".main-svg").First;
        await plot.WaitForAsync();
        (
            await plot.EvaluateAsync<bool>(
                """
                plot => {
                  const { left, right, top, bottom } = plot.getBoundingClientRect();
                  return right - left > 200 && bottom - top > 100 && top < innerHeight && bottom > 0 && left < innerWidth && right > 0;
                }
                """
            )
        ).ShouldBeTrue("no plot is in view");
        await ShouldShowAsync(page);
    }

    /// <summary>A screenshot of the page has the size of a window and many colours: something was drawn.</summary>
    private static async Task ShouldShowAsync(IPage page)
    {
        byte[] picture = await page.ScreenshotAsync();
        if (Environment.GetEnvironmentVariable("SOUK_SCREENSHOTS") is { } folder)
        {
            string name = Regex.Replace(new Uri(page.Url).PathAndQuery, "[^a-z0-9]+", "-");
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name[..Math.Min(60, name.Length)]}.png"), picture);
        }

        picture.Length.ShouldBeInRange(10_000, 2_000_000);
        int[] seen = await page.EvaluateAsync<int[]>(
            """
            async picture => {
              const image = new Image();
              image.src = `data:image/png;base64,${picture}`;
              await image.decode();
              const canvas = new OffscreenCanvas(image.width, image.height);
              const context = canvas.getContext('2d');
              context.drawImage(image, 0, 0);
              const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
              const counts = new Map();
              for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
              return [image.width, image.height, counts.size, Math.round((1000 * Math.max(...counts.values())) / pixels.length)];
            }
            """,
            Convert.ToBase64String(picture)
        );
        seen[0].ShouldBe(1280);
        seen[1].ShouldBe(720);
        seen[2].ShouldBeGreaterThan(50);
        seen[3].ShouldBeLessThan(990);
    }
}
