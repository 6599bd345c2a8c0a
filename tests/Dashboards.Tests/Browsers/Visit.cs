using Microsoft.Playwright;

namespace Souk.Dashboards.Tests.Browsers;

/// <summary>One page with what it said to its console and whom it asked for files.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private Visit(IPage page) => Page = page;

    public IPage Page { get; }

    public IResponse Response { get; private set; } = null!;

    public List<string> ConsoleErrors { get; } = [];

    public List<string> Requests { get; } = [];

    /// <summary>What came whole.</summary>
    private readonly List<IRequest> _fetched = [];

    public static async Task<Visit> StartAsync(IPage page, Uri address)
    {
        var visit = new Visit(page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                visit.ConsoleErrors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => visit.ConsoleErrors.Add(error);
        page.Request += (_, request) => visit.Requests.Add(request.Url);
        page.RequestFinished += (_, request) => visit._fetched.Add(request);
        visit.Response = (
            await page.GotoAsync(address.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Load })
        )!;
        // What takes long comes after a first answer.
        await page.WaitForFunctionAsync("() => !document.querySelector('[data-unfinished]')");
        await visit.DrawAllAsync();
        return visit;
    }

    /// <summary>Charts draw when they come near the view, so each is scrolled to.</summary>
    internal async Task DrawAllAsync()
    {
        foreach (ILocator chart in await Page.Locator("[data-chart]:has([data-plot])").AllAsync())
        {
            await chart.ScrollIntoViewIfNeededAsync();
            await chart.Locator("svg.main-svg").First.WaitForAsync();
        }

        await Page.EvaluateAsync("window.scrollTo(0, 0)");
    }

    /// <summary>Bytes of what was fetched so far, as they travelled.</summary>
    public async Task<int> WeighAsync()
    {
        int bytes = 0;
        foreach (IRequest request in _fetched.ToArray())
        {
            bytes += (await request.SizesAsync()).ResponseBodySize;
        }

        return bytes;
    }

    /// <summary>Points of the trace with most, of all drawn charts; 0 where there is none.</summary>
    public Task<int> CountPointsAsync() =>
        Page.EvaluateAsync<int>(
            "() => Math.max(0, ...[...document.querySelectorAll('[data-plot]')].flatMap(plot => plot.data ?? []).map(trace => trace.y?.length ?? 0))"
        );

    /// <summary>The title, the label included, and the number of traces of a drawn chart.</summary>
    public async Task<(string Title, int TraceCount)> ReadChartAsync(string metric)
    {
        ILocator plot = Page.Locator($"[data-chart='{metric}'] [data-plot]");
        string title = await plot.EvaluateAsync<string>("plot => plot.layout.title.text");
        return (title, await plot.EvaluateAsync<int>("plot => plot.data.length"));
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
