using Microsoft.Playwright;

namespace Souk.EndToEnd.Tests;

/// <summary>One test's profile of Chromium, with what went wrong on its pages.</summary>
internal sealed class Browser(IBrowserContext context) : IAsyncDisposable
{
    private readonly List<string> _requests = [];

    public List<string> Errors { get; } = [];

    /// <summary>Opens a page and waits until its network is idle.</summary>
    public Task<IPage> VisitAsync(Uri address) => GoAsync(address, WaitUntilState.NetworkIdle);

    /// <summary>Opens a page; a stream may go on on it.</summary>
    public async Task<IPage> GoAsync(Uri address, WaitUntilState until = WaitUntilState.Load)
    {
        IPage page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Errors.Add(error);
        page.Request += (_, request) => _requests.Add(request.Url);
        await page.GotoAsync(address.ToString(), new PageGotoOptions { WaitUntil = until });
        await BeWholeAsync(page);
        return page;
    }

    /// <summary>Waits until the page is there that took so long that a first answer came before it.</summary>
    public static Task BeWholeAsync(IPage page) =>
        page.WaitForFunctionAsync(
            "() => document.readyState !== 'loading' && !document.querySelector('[data-unfinished]')"
        );

    public IEnumerable<string> ForeignRequests(Uri own) =>
        _requests.Where(url =>
            !url.StartsWith(own.ToString(), StringComparison.Ordinal)
            && !url.StartsWith("data:", StringComparison.Ordinal)
            && !url.StartsWith("blob:", StringComparison.Ordinal)
        );

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
