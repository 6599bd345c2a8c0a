using System.Text.Json;
using Souk.Cli.Operations;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Sync;

namespace Souk.Cli.Tests.Operations;

public sealed class SyncLogTests
{
    private static readonly SyncProgress s_progress = new(31337, 199, 299, LogCount: 90, TimeSpan.FromSeconds(30))
    {
        ChainLogCount = 70,
        FirstBlock = 100,
        Moving = TimeSpan.FromSeconds(8),
    };

    [Fact]
    public void Progress_is_one_line_with_lag_rate_and_time_left()
    {
        JsonElement line = LineOf(s_progress);

        line.GetProperty("at").GetDateTimeOffset().ShouldBe(DateTimeOffset.UnixEpoch);
        line.GetProperty("event").GetString().ShouldBe("progress");
        line.GetProperty("chain_id").GetInt32().ShouldBe(31337);
        (line.GetProperty("block").GetInt64(), line.GetProperty("head").GetInt64()).ShouldBe((199, 299));
        line.GetProperty("lag_blocks").GetInt64().ShouldBe(100);
        line.GetProperty("blocks_per_second").GetDouble().ShouldBe(12.5);
        line.GetProperty("seconds_left").GetDouble().ShouldBe(8);
        line.GetProperty("logs").GetInt64().ShouldBe(70);
        line.TryGetProperty("stop_reason", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_chain_that_waits_or_is_stopped_says_why_and_who_lied()
    {
        JsonElement waiting = LineOf(s_progress with { WaitReason = "HTTP status 503." });
        JsonElement stopped = LineOf(
            s_progress with
            {
                Block = 299,
                StopReason = "Reorganised beyond finality.",
                Contradictions = [new EndpointContradictions("http://liar.example:80", 2, "left out 3 logs")],
            }
        );

        waiting.GetProperty("event").GetString().ShouldBe("waiting");
        waiting.GetProperty("wait_reason").GetString().ShouldBe("HTTP status 503.");
        stopped.GetProperty("event").GetString().ShouldBe("stopped");
        stopped.GetProperty("stop_reason").GetString().ShouldBe("Reorganised beyond finality.");
        stopped.TryGetProperty("seconds_left", out _).ShouldBeFalse();
        JsonElement liar = stopped.GetProperty("contradictions")[0];
        (liar.GetProperty("endpoint").GetString(), liar.GetProperty("count").GetInt32()).ShouldBe(
            ("http://liar.example:80", 2)
        );
    }

    private static JsonElement LineOf(SyncProgress progress)
    {
        using var writer = new StringWriter();

        new SyncLog(writer, new MovableTime()).Report(progress);

        writer.ToString().Trim().ShouldNotContain('\n');
        return JsonDocument.Parse(writer.ToString()).RootElement;
    }
}
