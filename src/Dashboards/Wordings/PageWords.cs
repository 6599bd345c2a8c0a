using System.Collections.Frozen;
using Microsoft.AspNetCore.Html;

namespace Souk.Dashboards.Wordings;

/// <summary>What pages say, as they take it: the texts are ours and may have entities, so they are written as they are.</summary>
public static class PageWords
{
    private static readonly FrozenDictionary<string, HtmlString> s_english = Wording.English.Keys.ToFrozenDictionary(
        key => key,
        key => new HtmlString(Wording.English[key]),
        StringComparer.Ordinal
    );

    /// <summary>The text of a key of <see cref="Wording.English"/>.</summary>
    /// <exception cref="KeyNotFoundException">The file has no such key.</exception>
    public static HtmlString Of(string key) =>
        s_english.TryGetValue(key, out HtmlString? text)
            ? text
            : throw new KeyNotFoundException($"No text has the key \"{key}\".");
}
