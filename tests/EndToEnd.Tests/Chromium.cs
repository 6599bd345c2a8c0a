using Microsoft.Playwright;
using Souk.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Souk.EndToEnd.Tests;

/// <summary>Headless Chromium from the system: one process for all tests, started by the first that looks at a page.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";

    /// <summary>Other projects' tests work beside these on few cores.</summary>
    private const float PatienceMs = 180_000;

    private readonly Lazy<Task<IPlaywright>> _playwright = new(() => Playwright.CreateAsync());
    private readonly Lazy<Task<IBrowser>> _process;

    public Chromium() => _process = new(LaunchAsync);

    /// <summary>A profile of its own: no cookie, cache or error of another test is in it.</summary>
    internal async Task<Browser> OpenAsync()
    {
        IBrowserContext context = await (await _process.Value).NewContextAsync();
        context.SetDefaultTimeout(PatienceMs);
        return new Browser(context);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process.IsValueCreated)
        {
            await (await _process.Value).DisposeAsync();
            (await _playwright.Value).Dispose();
        }
    }

    private async Task<IBrowser> LaunchAsync()
    {
        File.Exists(Executable).ShouldBeTrue("Chromium is missing: sudo apt-get install -y chromium");
        return await (await _playwright.Value).Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Executable,
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
}
