using System.Diagnostics;
using System.Net;

namespace Souk.EndToEnd.Tests;

/// <summary>The sample that ships, served by `souk serve` as a process of its own.</summary>
public sealed class ServedSample : IAsyncLifetime
{
    private const string Announced = "Serving ";

    private Process _server = null!;

    public string Folder { get; } = Directory.CreateTempSubdirectory("souk-served-").FullName;

    /// <summary>The same warehouse as a file that nobody holds.</summary>
    public string File => Path.Combine(Folder, "sample.duckdb");

    public Uri Address { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (int exitCode, _, string errors) = await SoukProcess.RunAsync("open", "sample", "--out", File);
        exitCode.ShouldBe(0, errors);
        string served = Path.Combine(Folder, "served.duckdb");
        System.IO.File.Copy(File, served);
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true };
        foreach (
            string word in new[]
            {
                Path.Combine(AppContext.BaseDirectory, "souk.dll"),
                "serve",
                "--db",
                served,
                "--port",
                "0",
            }
        )
        {
            start.ArgumentList.Add(word);
        }

        _server = Process.Start(start)!;
        string? line = await _server.StandardOutput.ReadLineAsync();
        line.ShouldNotBeNull().ShouldStartWith(Announced);
        Address = new Uri(line![Announced.Length..].Split(' ')[0]);
        Client = new HttpClient(
            new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }
        )
        {
            BaseAddress = Address,
            Timeout = TimeSpan.FromMinutes(3),
        };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

[CollectionDefinition(Name)]
public sealed class ServedSampleTests : ICollectionFixture<ServedSample>
{
    public const string Name = "served sample";
}
