using Microsoft.Playwright;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Exhibits;
using Souk.Dashboards.Tests.Recorded;

namespace Souk.Dashboards.Tests.Pages;

/// <summary>What a browser fetches for a page, as it travels, and how many points its charts draw.</summary>
public sealed class PageWeightTests(Chromium chromium, RecordedMarket market)
{
    private const int BytesMax = 700_000;
    private const int PointsMax = 2_000;

    public static TheoryData<string> Pages =>
        [
            .. ExhibitTests.Pages.Select(row => row.Data),
            "/explore",
            "/scenario/new",
            "/log/1/10/20",
            "/scenarios/people-capital?table=1",
            "/nothing",
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public Task A_page_weighs_less_than_700_kilobytes_and_draws_at_most_2_000_points_a_trace(string path) =>
        CheckAsync(new Uri(market.Address, path));

    [Theory]
    [InlineData("/market/oasis")]
    [InlineData("/scenario/oasis")]
    public Task A_page_of_two_years_of_days_does_neither(string path) => CheckAsync(new Uri(chromium.Address, path));

    private async Task CheckAsync(Uri address)
    {
        List<IRequest> fetched = [];
        await using Visit visit = await chromium.OpenAsync(new Uri("about:blank"));
        visit.Page.RequestFinished += (_, request) => fetched.Add(request);

        await visit.Page.GotoAsync(address.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        await visit.DrawAllAsync();

        int bytes = 0;
        foreach (IRequest request in fetched.ToArray())
        {
            bytes += (await request.SizesAsync()).ResponseBodySize;
        }

        int points = await visit.Page.EvaluateAsync<int>(
            "() => Math.max(0, ...[...document.querySelectorAll('[data-plot]')].flatMap(plot => plot.data ?? []).map(trace => trace.y?.length ?? 0))"
        );
        bytes.ShouldBeInRange(1_000, BytesMax);
        points.ShouldBeLessThanOrEqualTo(PointsMax);
        TestContext.Current.SendDiagnosticMessage("{0} bytes, {1} points: {2}", bytes, points, address.PathAndQuery);
    }
}
