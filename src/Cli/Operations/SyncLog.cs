using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Souk.Indexer.Sync;

namespace Souk.Cli.Operations;

/// <summary>Writes each step of each chain as one line of JSON, for machines that collect logs.</summary>
internal sealed class SyncLog(TextWriter writer, TimeProvider time) : IProgress<SyncProgress>
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public void Report(SyncProgress value) =>
        Write(
            new
            {
                At = time.GetUtcNow(),
                Event = value.StopReason is not null ? "stopped"
                : value.WaitReason is not null ? "waiting"
                : "progress",
                value.ChainId,
                value.Block,
                value.Head,
                value.LagBlocks,
                BlocksPerSecond = Math.Round(value.BlocksPerSecond, 1),
                SecondsLeft = value is { LagBlocks: > 0, TimeLeft: { } left }
                    ? Math.Round(left.TotalSeconds)
                    : (double?)null,
                Logs = value.ChainLogCount,
                value.StopReason,
                value.WaitReason,
                Contradictions = value.Contradictions.Count > 0 ? value.Contradictions : null,
            }
        );

    private void Write<T>(T line)
    {
        string text = JsonSerializer.Serialize(line, s_options);
        lock (writer)
        {
            writer.WriteLine(text);
        }
    }
}
