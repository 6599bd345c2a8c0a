using System.Text.Json;
using Souk.Indexer.Decoding;

namespace Souk.Indexer.Manifests;

/// <summary>Reads the events of a compiler's ABI: a JSON list, or an artifact that holds one as <c>abi</c>.</summary>
/// <remarks>Entries of other kinds are not looked at: published ABIs hold types that the contract ABI does not know, such
/// as AggregatorV3Interface in functions of Sablier 4.</remarks>
internal static class AbiFile
{
    /// <summary>The names of all events, readable or not.</summary>
    /// <exception cref="FormatException">Missing, not JSON, or not an ABI.</exception>
    public static IReadOnlyList<string> ReadNames(string file) =>
        Read(file, root => EventsOf(file, root).Select(entry => NameOf(entry.Entry)).Distinct().ToList());

    /// <param name="names">Events to read; null for all. Others may be of any type.</param>
    /// <exception cref="FormatException">Missing, not JSON, not an ABI, or an event of an unknown type.</exception>
    public static IReadOnlyList<EventSignature> ReadEvents(string file, IReadOnlySet<string>? names) =>
        Read(
            file,
            root =>
                EventsOf(file, root)
                    .Where(entry => names?.Contains(NameOf(entry.Entry)) != false)
                    .Select(entry => ReadEvent(file, entry.Entry, entry.Index))
                    .ToList()
        );

    private static T Read<T>(string file, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            return read(document.RootElement);
        }
        catch (JsonException exception)
        {
            long line = (exception.LineNumber ?? 0) + 1;
            long column = (exception.BytePositionInLine ?? 0) + 1;
            throw new FormatException($"{file}:{line}:{column}: not JSON: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"ABI file {file} cannot be read: {exception.Message}", exception);
        }
    }

    private static string NameOf(JsonElement entry) => AbiJson.ReadText(entry, "name");

    /// <summary>Events with their places in the list, counted from 0.</summary>
    private static IEnumerable<(JsonElement Entry, int Index)> EventsOf(string file, JsonElement root)
    {
        JsonElement list =
            root.ValueKind == JsonValueKind.Object && root.TryGetProperty("abi", out JsonElement abi) ? abi : root;
        bool isAbi =
            list.ValueKind == JsonValueKind.Array
            && list.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.Object);
        return isAbi
            ? list.EnumerateArray()
                .Select((entry, index) => (entry, index))
                .Where(place => AbiJson.ReadText(place.entry, "type") == "event")
            : throw new FormatException($"{file} is not an ABI: expected a list of entries, or an object with 'abi'.");
    }

    private static EventSignature ReadEvent(string file, JsonElement entry, int index)
    {
        try
        {
            return EventSignature.FromJson(entry);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            throw new FormatException(
                $"{file}: entry {index}: event '{NameOf(entry)}' cannot be read: {exception.Message} Leave it out with 'only'.",
                exception
            );
        }
    }
}
