using System.Net;
using Souk.Dashboards.Tests.Browsers;

namespace Souk.Dashboards.Tests.Pages;

public sealed class FailurePageTests(Chromium chromium)
{
    [Theory]
    [InlineData("/market/nowhere")]
    [InlineData("/scenario/nowhere")]
    public async Task An_unknown_market_leads_to_the_indexed_ones(string path)
    {
        using HttpClient client = new() { BaseAddress = chromium.Address };

        using HttpResponseMessage reply = await client.GetAsync(path);

        string page = await reply.Content.ReadAsStringAsync();
        reply.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        page.ShouldContain($"<code>{path}</code>");
        page.ShouldContain("<a href=\"/market/oasis\">Oasis</a>");
    }

    [Fact]
    public async Task A_failed_request_gets_a_plain_page_without_the_cause()
    {
        using HttpClient client = new() { BaseAddress = chromium.Address };

        using HttpResponseMessage reply = await client.GetAsync("/market/broken");

        string page = await reply.Content.ReadAsStringAsync();
        reply.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        page.ShouldContain("This page could not be made");
        page.ShouldNotContain("fictional warehouse");
    }
}
