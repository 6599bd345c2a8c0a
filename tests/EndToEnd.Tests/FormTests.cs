using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Souk.EndToEnd.Tests;

/// <summary>Forms as a browser sends them, with its own cookie, token and origin.</summary>
[Collection(ServedSampleTests.Name)]
public sealed partial class FormTests(ServedSample sample, Chromium chromium)
{
    private const string Sql = "select 6 * 7 as answer";

    [GeneratedRegex("/scenarios/own-[0-9a-f]+$")]
    private static partial Regex Own { get; }

    [GeneratedRegex("/explore/[0-9a-f]+$")]
    private static partial Regex SavedQuery { get; }

    [Fact]
    public async Task Each_form_that_keeps_something_ends_on_a_page_with_what_was_sent()
    {
        await using Browser browser = await chromium.OpenAsync();

        IPage page = await browser.GoAsync(
            new Uri(sample.Address, "/scenarios/fees-and-burns?set=burn.use.amount%3D5%20TKN")
        );
        await SendAsync(page, "[data-save]", Own);
        (await page.Locator("input[data-path='burn.use.amount']").InputValueAsync()).ShouldBe("5 TKN");

        await page.GotoAsync($"{new Uri(sample.Address, "/scenario")}");
        await SendAsync(page, "[data-start='masa']", Own);
        (await page.Locator("h1").InnerTextAsync()).ShouldContain("Masa");

        await page.GotoAsync($"{new Uri(sample.Address, "/scenario/new")}");
        await page.Locator("input[name='Symbol']").FillAsync("SENT");
        await SendAsync(page, "button[name='from'][value='rows']", Own);
        (await page.GetByLabel("Scenario file").TextContentAsync()).ShouldNotBeNull().ShouldContain("SENT");

        await page.GotoAsync($"{new Uri(sample.Address, "/explore")}");
        await page.Locator("#sql").FillAsync(Sql);
        await SendAsync(page, "button[formaction='/explore?handler=Save']", SavedQuery);
        (await page.Locator("#sql").InputValueAsync()).ShouldBe(Sql);
        (await page.Locator("table tbody td").AllInnerTextsAsync()).ShouldContain("42");

        browser.Errors.ShouldBeEmpty();
    }

    private static async Task SendAsync(IPage page, string button, Regex kept)
    {
        await page.Locator(button).ClickAsync();
        // Playwright's own wait for an address can miss a page that is there before it begins to wait, on a busy machine.
        await page.WaitForFunctionAsync(
            "address => new RegExp(address).test(location.href) && document.readyState !== 'loading'",
            kept.ToString()
        );
    }
}
