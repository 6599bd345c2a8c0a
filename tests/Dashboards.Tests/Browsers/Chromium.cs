using Microsoft.Playwright;

namespace Souk.Dashboards.Tests.Browsers;

/// <summary>One headless Chromium and one server with the fictional market, shared by the tests of a class.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string ExecutablePath = "/usr/bin/chromium";

    /// <summary>Readers' simulations take turns on a server that many tests share, so a page's own may come late.</summary>
    private const float PatienceMs = 180_000;

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private DashboardServer _server = null!;

    public Uri Address => _server.Address;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(ExecutablePath))
        {
            throw new InvalidOperationException(
                $"{ExecutablePath} is missing. Install it with: apt-get update && apt-get install -y chromium"
            );
        }

        _server = await DashboardServer.StartAsync(new Samples.FictionalMarket(), port: 0);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = ExecutablePath,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    /// <summary>Opens a path in a fresh profile and waits until every chart is drawn.</summary>
    internal Task<Visit> OpenAsync(string path, ColorScheme scheme = ColorScheme.Light, int widthPixels = 1280) =>
        OpenAsync(new Uri(Address, path), scheme, widthPixels);

    /// <summary>Opens a page of any server on this machine.</summary>
    internal async Task<Visit> OpenAsync(Uri address, ColorScheme scheme = ColorScheme.Light, int widthPixels = 1280)
    {
        IBrowserContext context = await _browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ColorScheme = scheme,
                ViewportSize = new ViewportSize { Width = widthPixels, Height = 900 },
                AcceptDownloads = true,
            }
        );
        context.SetDefaultTimeout(PatienceMs);
        return await Visit.StartAsync(await context.NewPageAsync(), address);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _server.DisposeAsync();
    }
}
