using System.Collections;
using System.Text.Json.Nodes;

namespace Souk.Kernel.Displays;

/// <summary>One value in several formats; the front end shows the richest that it knows.</summary>
/// <remarks>JSON formats hold JSON, pictures base64 text, all others text. Always has <c>text/plain</c> when made by
/// <see cref="Formatters"/>.</remarks>
public sealed class MimeBundle : IEnumerable<KeyValuePair<string, JsonNode>>
{
    /// <summary>Most characters of one bundle: what is larger belongs into a file.</summary>
    public const int CharactersMax = 32 << 20;

    private readonly Dictionary<string, JsonNode> _formats = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, JsonNode> Formats => _formats;

    public static MimeBundle Of(string mime, string content) => new() { { mime, content } };

    public void Add(string mime, JsonNode content) => _formats[mime] = content;

    public IEnumerator<KeyValuePair<string, JsonNode>> GetEnumerator() => _formats.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
