using System.Net;
using Souk.Dashboards.Tests.Recorded;

namespace Souk.Dashboards.Tests.Pages;

public sealed class FirstAnswerTests(RecordedMarket market)
{
    [Theory]
    [InlineData("/scenario/masa-like..masa-like-quiet?seed=11&m=pool.price", "data-outcome=\"pool.price\"")]
    [InlineData("/scenario/masa-like/memo?seed=11", "data-memo=\"assumed\"")]
    [InlineData("/scenarios/masa-like/matters?seed=11", "value=\"buyers.")]
    public async Task A_browser_gets_what_is_there_at_once_and_the_way_to_the_whole(string address, string said)
    {
        (HttpStatusCode status, string page) = await OpenAsync(address);

        status.ShouldBe(HttpStatusCode.Accepted);
        page.ShouldContain("data-unfinished");
        page.ShouldContain($"<noscript><a href=\"{WebUtility.HtmlEncode(address)}&amp;whole=1\">");
        page.ShouldContain("<script type=\"module\" src=\"/dist/whole.js\"></script>");
        page.ShouldContain(said);
    }

    [Fact]
    public async Task What_was_played_before_or_is_asked_for_whole_is_whole_at_once()
    {
        const string Address = "/scenario/unlocks..buy-back?runs=1&seed=12";
        foreach (string address in (string[])[$"{Address}&whole=1", Address])
        {
            (HttpStatusCode status, string page) = await OpenAsync(address);

            status.ShouldBe(HttpStatusCode.OK);
            page.ShouldNotContain("data-unfinished");
            page.ShouldContain("data-outcome=\"pool.price\"");
        }
    }

    /// <summary>As a browser opens a page.</summary>
    private async Task<(HttpStatusCode Status, string Page)> OpenAsync(string address)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.Add("Sec-Fetch-Dest", "document");
        using HttpResponseMessage reply = await market.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
