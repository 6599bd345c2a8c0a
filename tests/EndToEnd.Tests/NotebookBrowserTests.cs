using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Souk.Cli;

namespace Souk.EndToEnd.Tests;

/// <summary>The shelf in Debian's Jupyter Notebook, as a person sees it in a browser.</summary>
public sealed class NotebookBrowserTests(Chromium chromium) : IDisposable
{
    private const string Study = "01-quick-start";
    private const string LastClaim = "✓ a smaller share burns less";
    private const float PatienceMs = 240_000;
    private const string Token = "a-token-of-this-test";

    private static readonly TimeSpan s_startsWithin = TimeSpan.FromMinutes(2);

    private readonly string _home = Directory.CreateTempSubdirectory("souk-notebook-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task A_study_runs_in_the_browser_and_opens_again_with_its_plots_once_it_was_saved()
    {
        int port = FreePort();
        using Process jupyter = Open(port);
        try
        {
            await WaitAsync(new Uri($"http://127.0.0.1:{port}/api?token={Token}"));
            Uri address = new($"http://127.0.0.1:{port}/notebooks/{Study}.ipynb?token={Token}");

            await using Browser browser = await chromium.OpenAsync();
            IPage page = await browser.VisitAsync(address);
            await Expect(page.Locator("#kernel_indicator .kernel_indicator_name"))
                .ToHaveTextAsync(".NET (C#)", new() { Timeout = PatienceMs });
            // Jupyter drops what is to run before its kernel has answered once.
            await Expect(page.Locator("#kernel_indicator_icon"))
                .ToHaveClassAsync("kernel_idle_icon", new() { Timeout = PatienceMs });
            await page.Locator("#celllink").ClickAsync();
            await page.Locator("#run_all_cells > a").ClickAsync();
            await Expect(page.GetByText(LastClaim).First).ToBeVisibleAsync(new() { Timeout = PatienceMs });
            await ShouldShowPlotsAsync(page);
            IResponse saved = await page.RunAndWaitForResponseAsync(
                () => page.Locator("[data-jupyter-action='jupyter-notebook:save-notebook']").ClickAsync(),
                reply => reply.Request.Method == "PUT" && reply.Url.Contains("/api/contents/", StringComparison.Ordinal)
            );
            saved.Status.ShouldBe(200);
            await browser.DisposeAsync();

            await using Browser another = await chromium.OpenAsync();
            IPage again = await another.VisitAsync(address);
            await ShouldShowPlotsAsync(again);
            await Expect(again.GetByText(LastClaim).First).ToBeVisibleAsync(new() { Timeout = PatienceMs });
            another.ForeignRequests(new Uri($"http://127.0.0.1:{port}/")).ShouldBeEmpty();
        }
        finally
        {
            jupyter.Kill(entireProcessTree: true);
            await jupyter.WaitForExitAsync();
        }

        JsonNode book = JsonNode.Parse(File.ReadAllText(Path.Combine(_home, "notebooks", Study + ".ipynb")))!;
        book["cells"]!
            .AsArray()
            .SelectMany(cell => cell!["outputs"]?.AsArray() ?? [])
            .Count(output => output!["data"]?["application/vnd.plotly.v1+json"] is not null)
            .ShouldBe(2);
    }

    private static async Task ShouldShowPlotsAsync(IPage page)
    {
        foreach (string title in (string[])["Supply of the synthetic token", "Total supply"])
        {
            ILocator plot = page.Locator($".output img[alt^=\"{title}\"]").First;
            await Expect(plot).ToBeVisibleAsync(new() { Timeout = PatienceMs });
            (await plot.EvaluateAsync<int>("picture => picture.naturalWidth")).ShouldBeGreaterThan(300);
        }
    }

    // The shelf is a copy: what Jupyter saves stays out of the repository.
    private Process Open(int port)
    {
        string root = Repository.Root;
        Directory.CreateDirectory(Path.Combine(_home, "notebooks"));
        File.Copy(
            Path.Combine(root, "notebooks", Study + ".ipynb"),
            Path.Combine(_home, "notebooks", Study + ".ipynb")
        );
        Directory.CreateSymbolicLink(Path.Combine(_home, "data"), Path.Combine(root, "data"));
        string settings = Path.Combine(_home, "JUPYTER_CONFIG_DIR");
        Directory.CreateDirectory(settings);
        File.WriteAllText(
            Path.Combine(settings, "jupyter_notebook_config.json"),
            $$"""{ "NotebookApp": { "allow_root": true, "token": "{{Token}}" } }"""
        );
        ProcessStartInfo start = new("dotnet") { WorkingDirectory = _home };
        string program = Path.Combine(AppContext.BaseDirectory, "souk.dll");
        foreach (string word in (string[])[program, "notebook", "--browser=false", "--port", $"{port}"])
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["SOUK_HOME"] = _home;
        foreach (string folder in (string[])["JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"])
        {
            start.Environment[folder] = Path.Combine(_home, folder);
        }

        return Process.Start(start)!;
    }

    private static async Task WaitAsync(Uri address)
    {
        using HttpClient client = new();
        using CancellationTokenSource limit = new(s_startsWithin);
        while (true)
        {
            try
            {
                using HttpResponseMessage reply = await client.GetAsync(address, limit.Token);
                if (reply.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(200, limit.Token);
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
