using Souk.Indexer.Decoding;
using Souk.Indexer.Sources;

namespace Souk.Indexer.Natives;

/// <summary>The event that stands for one that a manifest names and whose fields are not what it says: kept with its bytes
/// and the reason, and put into quarantine by a mapping that every such manifest has.</summary>
internal static class UndecodedEvent
{
    public const string Name = "Undecoded";

    /// <summary>Of its table's name.</summary>
    public const string TableSuffix = "undecoded";

    public static readonly EventSignature Signature = EventSignature.Parse($"{Name}(string reason, bytes raw)");

    /// <summary>Adds one for what is read from state, of which there are no bytes.</summary>
    public static void Add(LogColumns logs, in LogHead head, string reason) =>
        logs.Add(head, [Signature.Topic0], Encode(reason, []));

    public static byte[] Encode(string reason, ReadOnlySpan<byte> raw) =>
        AbiEncoder.Encode(Signature.Data, [reason, raw.ToArray()]);
}
