using System.Net;
using Souk.Dashboards.Tests.Recorded;

namespace Souk.Dashboards.Tests.Pages;

public sealed class FirstAnswerTests(RecordedMarket market)
{
    [Theory]
    [InlineData("/scenario/masa-like..masa-like-quiet?seed=11&m=pool.price", "days of one run are done")]
    [InlineData("/scenario/masa-like/memo?seed=11", "days of one run are done")]
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

    [Theory]
    [InlineData("/scenario/unlocks..buy-back?runs=1&seed=12")]
    [InlineData("/scenario/unlocks..buy-back?runs=1&seed=13&whole=1")]
    public async Task What_is_played_within_a_moment_or_asked_for_is_whole_at_once(string address)
    {
        (HttpStatusCode status, string page) = await OpenAsync(address);

        status.ShouldBe(HttpStatusCode.OK);
        page.ShouldNotContain("data-unfinished");
        page.ShouldContain("data-outcome=\"pool.price\"");
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
