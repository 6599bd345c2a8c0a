using System.Collections.Frozen;
using System.Reflection;

namespace Souk.Dashboards.Wordings;

/// <summary>What pages say, kept apart from them so that another language can follow: layout, navigation, tabs, badges, and what stands in
/// pages without a number in it.</summary>
public sealed class Wording
{
    private const string Prefix = "Words/";

    private readonly FrozenDictionary<string, string> _texts;

    private Wording(FrozenDictionary<string, string> texts) => _texts = texts;

    /// <summary>The one that pages have.</summary>
    public static Wording English { get; } = Read("en");

    /// <summary>Languages that there are files of, such as "en".</summary>
    public static IEnumerable<string> Languages =>
        typeof(Wording)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name.Split('.')[1]);

    public IEnumerable<string> Keys => _texts.Keys;

    /// <summary>The text of a key, such as "nav.unlocks".</summary>
    /// <exception cref="KeyNotFoundException">The file has no such key.</exception>
    public string this[string key] =>
        _texts.TryGetValue(key, out string? text)
            ? text
            : throw new KeyNotFoundException($"No text has the key \"{key}\".");

    /// <exception cref="FormatException">A line is no "key = text", or a key comes twice.</exception>
    public static Wording Read(string language)
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}words.{language}.txt")!;
        using StreamReader reader = new(file);
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line.Split(" = ", 2) is not [{ Length: > 0 } key, { Length: > 0 } text] || !texts.TryAdd(key, text))
            {
                throw new FormatException($"words.{language}.txt: \"{line}\" is no \"key = text\" of its own.");
            }
        }

        return new Wording(texts.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
