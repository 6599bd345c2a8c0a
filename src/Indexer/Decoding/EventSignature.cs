using System.Text.Json;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Decoding;

/// <summary>What an event is called, what it carries, and how its logs are told apart.</summary>
public sealed class EventSignature
{
    /// <summary>Most indexed parameters a log has room for: LOG4 writes four topics and the first holds the signature;
    /// an anonymous event may use all four.</summary>
    public const int TopicCountMax = 4;

    private EventSignature(string name, IReadOnlyList<AbiParameter> parameters, bool isAnonymous)
    {
        Name = name;
        Parameters = parameters;
        IsAnonymous = isAnonymous;
        IndexedCount = parameters.Count(parameter => parameter.IsIndexed);
        if (TopicCount > TopicCountMax)
        {
            throw new FormatException($"Event '{name}' needs {TopicCount} topics; a log has {TopicCountMax}.");
        }

        CanonicalText = name + AbiType.TupleOf(parameters).CanonicalName;
        Topic0 = Hash32.FromBytes(Keccak256.Hash(CanonicalText));
        Data = AbiType.TupleOf([
            .. parameters
                .Where(parameter => !parameter.IsIndexed)
                .Select((parameter, index) => parameter with { Name = AbiDecoder.NameOf(parameter, index) }),
        ]);
    }

    public string Name { get; }

    public IReadOnlyList<AbiParameter> Parameters { get; }

    public bool IsAnonymous { get; }

    public int IndexedCount { get; }

    /// <summary>Topics in a log of this event.</summary>
    public int TopicCount => IndexedCount + (IsAnonymous ? 0 : 1);

    /// <summary><c>Staked(address,uint256)</c>: the text that <see cref="Topic0"/> hashes.</summary>
    public string CanonicalText { get; }

    /// <summary>Keccak-256 of <see cref="CanonicalText"/>; logs of anonymous events do not carry it.</summary>
    public Hash32 Topic0 { get; }

    /// <summary>The parameters that are not indexed, encoded together as one tuple; each has the name that errors call
    /// it.</summary>
    internal AbiType Data { get; }

    /// <summary>Reads <c>[event] Name(type [indexed] [name], …) [anonymous]</c>.</summary>
    /// <exception cref="FormatException">Anything else; names the text and the place.</exception>
    public static EventSignature Parse(string text)
    {
        var reader = new SignatureReader(text);
        reader.TakeAnyOf("event");
        string name = reader.ReadName();
        List<AbiParameter> parameters = reader.ReadParameters(allowIndexed: true);
        bool isAnonymous = reader.TakeAnyOf("anonymous") is not null;
        reader.ExpectEnd();
        return new EventSignature(name, parameters, isAnonymous);
    }

    /// <param name="abiEntry">An entry of a compiler's ABI with <c>"type": "event"</c>.</param>
    /// <exception cref="FormatException">Another kind of entry, or a parameter of unknown type.</exception>
    public static EventSignature FromJson(JsonElement abiEntry)
    {
        string kind = AbiJson.ReadText(abiEntry, "type");
        if (kind != "event")
        {
            throw new FormatException($"An ABI entry of type '{kind}' is not an event.");
        }

        return new EventSignature(
            AbiJson.ReadText(abiEntry, "name"),
            AbiJson.ReadParameters(abiEntry, "inputs"),
            AbiJson.ReadFlag(abiEntry, "anonymous")
        );
    }

    public override string ToString() => CanonicalText;
}
