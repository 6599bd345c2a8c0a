using System.Net;
using System.Text.Json;
using Souk.Cli.Operations;
using Souk.Dashboards;
using Souk.Indexer.Operations;
using Souk.Indexer.Sync;

namespace Souk.Cli.Tests.Operations;

/// <summary>A process has one monitor, and metrics are told apart by the meter's name alone: another test's would be
/// scraped along.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneMonitorAtATime
{
    public const string Name = "one monitor at a time";
}

[Collection(OneMonitorAtATime.Name)]
public sealed class StatusServerTests : IAsyncLifetime, IDisposable
{
    private readonly MovableTime _time = new();
    private readonly SyncMonitor _monitor;
    private readonly HttpClient _http = new();
    private StatusServer _server = null!;

    public StatusServerTests() => _monitor = new SyncMonitor([1, 31337], _time, StallLimits.Default);

    public async ValueTask InitializeAsync()
    {
        _server = await StatusServer.StartAsync(_monitor, port: 0, TestContext.Current.CancellationToken);
        _http.BaseAddress = _server.Address;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        _http.Dispose();
        _monitor.Dispose();
    }

    [Fact]
    public async Task Readiness_tells_a_stopped_chain_and_why()
    {
        (HttpStatusCode before, _) = await GetAsync("/health/ready");

        _monitor.Report(
            new SyncProgress(31337, 5, 9, LogCount: 0, TimeSpan.Zero) { StopReason = "Reorganised beyond finality." }
        );
        (HttpStatusCode after, string body) = await GetAsync("/health/ready");

        before.ShouldBe(HttpStatusCode.OK);
        after.ShouldBe(HttpStatusCode.ServiceUnavailable);
        JsonElement unwell = JsonDocument.Parse(body).RootElement.GetProperty("unwell")[0];
        unwell.GetProperty("chain_id").GetInt32().ShouldBe(31337);
        unwell.GetProperty("health").GetString().ShouldBe("Stopped");
        unwell.GetProperty("reason").GetString().ShouldBe("Reorganised beyond finality.");
    }

    [Fact]
    public async Task Readiness_tells_a_stalled_chain_and_that_it_moves_again()
    {
        var behind = new SyncProgress(31337, 5, 9, LogCount: 0, TimeSpan.Zero) { WaitReason = "HTTP status 503." };
        _monitor.Report(behind);
        _time.Advance(StallLimits.Default.Cursor);
        _monitor.Report(new SyncProgress(1, 9, 9, LogCount: 0, TimeSpan.Zero));
        (HttpStatusCode before, _) = await GetAsync("/health/ready");

        _time.Advance(TimeSpan.FromSeconds(1));
        _monitor.Report(behind);
        (HttpStatusCode stalled, string body) = await GetAsync("/health/ready");
        (_, string metrics) = await GetAsync("/metrics");
        _monitor.Report(behind with { Block = 6 });
        (HttpStatusCode after, _) = await GetAsync("/health/ready");

        (before, stalled, after).ShouldBe((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK));
        JsonElement unwell = JsonDocument.Parse(body).RootElement.GetProperty("unwell");
        unwell.GetArrayLength().ShouldBe(1);
        unwell[0].GetProperty("chain_id").GetInt32().ShouldBe(31337);
        unwell[0].GetProperty("health").GetString().ShouldBe("Stalled");
        unwell[0].GetProperty("reason").GetString().ShouldBe("Nothing was stored for 00:02:01. HTTP status 503.");
        ValueIn(metrics, "souk_chain_healthy", chain: 31337).ShouldBe("0");
        ValueIn(metrics, "souk_chain_healthy", chain: 1).ShouldBe("1");
    }

    [Fact]
    public async Task The_process_lives_although_a_chain_is_stopped()
    {
        _monitor.Report(new SyncProgress(1, 5, 9, LogCount: 0, TimeSpan.Zero) { StopReason = "gone" });

        (HttpStatusCode code, _) = await GetAsync("/health/live");

        code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Metrics_are_Prometheus_text_with_one_series_per_chain()
    {
        _monitor.Report(new SyncProgress(1, Block: 7, Head: 9, LogCount: 99, TimeSpan.Zero) { ChainLogCount = 42 });

        (_, string first) = await GetAsync("/metrics");
        _monitor.Report(new SyncProgress(1, Block: 9, Head: 9, LogCount: 99, TimeSpan.Zero) { ChainLogCount = 50 });
        (_, string second) = await GetAsync("/metrics");

        ValueIn(first, "souk_chain_lag_blocks", chain: 1).ShouldBe("2");
        ValueIn(first, "souk_chain_logs_total", chain: 1).ShouldBe("42");
        ValueIn(first, "souk_chain_block", chain: 1).ShouldBe("7");
        ValueIn(first, "souk_chain_head", chain: 31337).ShouldBe("-1");
        ValueIn(first, "souk_chain_healthy", chain: 31337).ShouldBe("1");
        ValueIn(second, "souk_chain_lag_blocks", chain: 1).ShouldBe("0");
        ValueIn(second, "souk_chain_logs_total", chain: 1).ShouldBe("50");
    }

    [Fact]
    public async Task A_taken_port_is_refused_with_the_way_out()
    {
        PortInUseException refused = await Should.ThrowAsync<PortInUseException>(() =>
            StatusServer.StartAsync(_monitor, _server.Address.Port, TestContext.Current.CancellationToken)
        );

        refused.Message.ShouldContain($"Port {_server.Address.Port}");
    }

    [Fact]
    public async Task Another_host_name_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/status");
        request.Headers.Host = "example.org";

        HttpResponseMessage answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<(HttpStatusCode Code, string Body)> GetAsync(string path)
    {
        HttpResponseMessage answer = await _http.GetAsync(
            new Uri(path, UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string? ValueIn(string metrics, string name, int chain) =>
        metrics
            .Split('\n')
            .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) && line.Contains($"chain=\"{chain}\""))
            .Select(line => line[(line.IndexOf('}') + 1)..].Trim().Split(' ')[0])
            .FirstOrDefault();
}
