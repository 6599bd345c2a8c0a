using System.Diagnostics;
using System.Net;
using Souk.Research.Notebooks;
using Souk.Research.Snapshots;

namespace Souk.EndToEnd.Tests;

/// <summary>The sample that ships, served by `souk open sample` as a process of its own.</summary>
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
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true };
        foreach (
            string word in new[]
            {
                Path.Combine(AppContext.BaseDirectory, "souk.dll"),
                "open",
                "sample",
                "--dir",
                Path.Combine(Folder, "served"),
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
        Snapshot.Open(ShippedFiles.Sample("demo"), File).Dispose();
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
