using System.Text.Json;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Segments;

/// <summary>What a segment says of itself, in `segment.json` beside its files.</summary>
/// <param name="Plan">All of which it is a part.</param>
/// <param name="Manifests">SHA-256 over what is read of the chain: contracts, kinds, events, values, factories.</param>
/// <param name="Parent">Hash of the block before the first.</param>
/// <param name="Tip">Hash of the last block.</param>
/// <param name="Known">SHA-256 over the contracts that factories announced before the first block.</param>
/// <param name="Payload">Over all logs, as chain.range keeps it.</param>
/// <param name="Proof">The weakest proof level of its blocks.</param>
/// <param name="Files">SHA-256 by file.</param>
public sealed record SegmentNote(
    int ChainId,
    long FromBlock,
    long ToBlock,
    SegmentPlan Plan,
    string Manifests,
    string Parent,
    string Tip,
    string Known,
    long Logs,
    string Payload,
    string Proof,
    string Endpoint,
    IReadOnlyDictionary<string, string> Files
)
{
    public const string FileName = "segment.json";

    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        IgnoreReadOnlyProperties = true,
    };

    internal BlockRange Blocks => new(FromBlock, ToBlock);

    internal string ToText() => JsonSerializer.Serialize(this, s_options) + "\n";

    /// <exception cref="SegmentException">No such file, or something else.</exception>
    internal static SegmentNote Read(string folder)
    {
        string file = Path.Combine(folder, FileName);
        try
        {
            return JsonSerializer.Deserialize<SegmentNote>(File.ReadAllText(file), s_options)
                ?? throw new JsonException("null is no segment");
        }
        catch (Exception problem) when (problem is JsonException or IOException or ArgumentException)
        {
            throw new SegmentException(
                $"{file} does not say what the segment is: {problem.Message} Remove the folder and fetch it again.",
                isDiscrepancy: true
            );
        }
    }
}
