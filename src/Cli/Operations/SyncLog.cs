using System.Text.Encodings.Web;
using System.Text.Json;
using Souk.Indexer.Operations;
using Souk.Indexer.Sync;

namespace Souk.Cli.Operations;

/// <summary>Writes each step of each chain as one line of JSON, for machines that collect logs.</summary>
internal sealed class SyncLog(TextWriter writer, TimeProvider time) : IProgress<SyncProgress>
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public void Report(SyncProgress value) =>
        Write(
            new
            {
                At = time.GetUtcNow(),
                Event = "progress",
                value.ChainId,
                value.Block,
                value.Head,
                Logs = value.LogCount,
            }
        );

    /// <summary>A chain's health changed.</summary>
    public void Report(ChainStatus status) =>
        Write(
            new
            {
                At = time.GetUtcNow(),
                Event = "health",
                status.ChainId,
                Health = status.Health.ToString(),
                status.Reason,
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
