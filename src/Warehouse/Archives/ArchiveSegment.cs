using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Archives;

/// <summary>Final blocks of one chain, archived once and never again: one line of the archive's log.</summary>
/// <param name="Sequence">From 1 on, over all chains.</param>
/// <param name="Previous">The seal of the segment before; 64 zeros for the first.</param>
/// <param name="TipHash">Hash of block <paramref name="ToBlock"/>.</param>
/// <param name="Manifests">What the rows of event and market tables were decoded and mapped with; chain.log and
/// chain.block depend on nothing but the chain.</param>
public sealed record ArchiveSegment(
    int Sequence,
    string Previous,
    long ChainId,
    long FromBlock,
    long ToBlock,
    string TipHash,
    IReadOnlyList<ArchivedManifest> Manifests,
    IReadOnlyList<ArchivedFile> Files
)
{
    internal const string NoSeal = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    internal BlockRange Range => new(FromBlock, ToBlock);

    /// <exception cref="JsonException">Not a segment.</exception>
    internal static ArchiveSegment Parse(string line) =>
        JsonSerializer.Deserialize<ArchiveSegment>(line, s_options) ?? throw new JsonException("null is no segment");

    internal string ToLine() => JsonSerializer.Serialize(this, s_options);

    /// <summary>SHA-256 of a line: it stands for all lines up to this one.</summary>
    internal static string SealOf(string line) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
}

/// <summary>A manifest as chain.manifest has it: SHA-256 of what decodes and of what maps, in hexadecimal.</summary>
public sealed record ArchivedManifest(string System, string Decoding, string Mapping);
