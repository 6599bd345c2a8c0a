using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Html;
using Souk.Charts;
using Souk.Dashboards.Amounts;

namespace Souk.Dashboards.Wordings;

/// <summary>What readers see of this program, kept apart from it so that another language can follow: all texts of pages, figures,
/// sentences and scripts. What files of metrics, scenarios and markets say is not in it.</summary>
public sealed class Wording
{
    private const string Prefix = "Words/";

    /// <summary>Begins the keys of names of columns, which a language may have or not.</summary>
    private const string ColumnPrefix = "column.";

    /// <summary>Begins the keys of what metrics find.</summary>
    private const string FindingPrefix = "finding.";

    private const int Months = 12;

    private static readonly AsyncLocal<Wording?> s_spoken = new();

    private readonly FrozenDictionary<string, WordingText> _texts;

    private readonly ConcurrentDictionary<string, HtmlString> _scripts = new(StringComparer.Ordinal);

    private ChartWords? _charts;

    private Wording(FrozenDictionary<string, WordingText> texts, CultureInfo culture)
    {
        _texts = texts;
        Culture = culture;
    }

    /// <summary>The one that ships.</summary>
    public static Wording English { get; } = Read("en");

    /// <summary>The one in which the request at hand is answered, and all that is called for it; English where nothing says
    /// otherwise.</summary>
    public static Wording Spoken
    {
        get => s_spoken.Value ?? English;
        set => s_spoken.Value = value;
    }

    /// <summary>Languages that there are files of, such as "en".</summary>
    public static IEnumerable<string> Languages =>
        typeof(Wording)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name.Split('.')[1]);

    public IEnumerable<string> Keys => _texts.Keys;

    /// <summary>Writes values as everywhere, and months by their names in this language.</summary>
    public CultureInfo Culture { get; }

    /// <summary>What pictures add to their charts, in this language.</summary>
    /// <exception cref="KeyNotFoundException">The file lacks one of its texts.</exception>
    internal ChartWords Charts =>
        _charts ??= new ChartWords
        {
            Language = this["layout.language"],
            Culture = Culture,
            Empty = this["pictures.empty"],
            Rows = this["pictures.rows"],
            Median = this["pictures.median"],
            Middle = this["pictures.middle-of-runs"],
            Interval = this["pictures.interval"],
            LowEnd = this["pictures.low-end"],
            Quantile = this["pictures.quantile"],
            Days = this["pictures.days"],
            Week = this["pictures.week-from"],
        };

    /// <summary>The text of a key, such as "nav.unlocks".</summary>
    /// <exception cref="KeyNotFoundException">The file has no such key.</exception>
    public string this[string key] => Find(key).Text;

    /// <summary>The words of a language that ships.</summary>
    /// <inheritdoc cref="Parse"/>
    public static Wording Read(string language)
    {
        string name = $"words.{language}.txt";
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!;
        using StreamReader reader = new(file);
        return Parse(name, reader.ReadToEnd());
    }

    /// <param name="name">What errors call the file.</param>
    /// <param name="file">One "key = text" a line; empty lines and those that begin with # say nothing.</param>
    /// <exception cref="FormatException">A line is no "key = text", a key comes twice, the places of a text are not {0}, {1}, …, or
    /// names of months are not twelve.</exception>
    public static Wording Parse(string name, string file)
    {
        Dictionary<string, WordingText> texts = new(StringComparer.Ordinal);
        foreach (string line in file.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (
                line.Split(" = ", 2) is not [{ Length: > 0 } key, { Length: > 0 } text]
                || !texts.TryAdd(key, WordingText.Parse(name, key, text))
            )
            {
                throw new FormatException($"{name}: \"{line}\" is no \"key = text\" of its own.");
            }
        }

        return new Wording(texts.ToFrozenDictionary(StringComparer.Ordinal), CultureOf(name, texts));
    }

    /// <summary>Files without names of months leave them as they are everywhere.</summary>
    private static CultureInfo CultureOf(string name, Dictionary<string, WordingText> texts)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        DateTimeFormatInfo format = culture.DateTimeFormat;
        format.MonthNames = format.MonthGenitiveNames = Named("dates.months", format.MonthNames);
        format.AbbreviatedMonthNames = format.AbbreviatedMonthGenitiveNames = Named(
            "dates.short-months",
            format.AbbreviatedMonthNames
        );
        // No line breaks between a number and its sign.
        culture.NumberFormat.PercentSymbol = Share.PercentSign;
        culture.NumberFormat.PercentPositivePattern = culture.NumberFormat.PercentNegativePattern = 1;
        return culture;

        string[] Named(string key, string[] otherwise)
        {
            if (!texts.TryGetValue(key, out WordingText? text))
            {
                return otherwise;
            }

            string[] names = text.Text.Split(", ");
            return names.Length == Months
                ? [.. names, ""]
                : throw new FormatException($"{name}: {key} has {names.Length} names, not {Months}.");
        }
    }

    /// <summary>What this language does otherwise than another may: keys that only one of both has, and texts whose places differ,
    /// each named.</summary>
    public IEnumerable<string> DifferencesFrom(Wording other) =>
        other
            ._texts.Where(one => _texts.GetValueOrDefault(one.Key)?.Places.SetEquals(one.Value.Places) != true)
            .Select(one =>
                _texts.ContainsKey(one.Key) ? $"{one.Key} has other places for values" : $"{one.Key} is missing"
            )
            .Concat(
                Keys.Where(key =>
                        !other._texts.ContainsKey(key) && !key.StartsWith(ColumnPrefix, StringComparison.Ordinal)
                    )
                    .Select(key => $"{key} is of no use")
            )
            .Order(StringComparer.Ordinal);

    /// <summary>What a column of stored rows is called, by `column.NAME`; null where it goes by its name.</summary>
    internal string? ColumnName(string column) => _texts.GetValueOrDefault(ColumnPrefix + column)?.Text;

    /// <summary>What a metric finds, by `finding.CODE`; null for what is no finding.</summary>
    internal string? Finding(string code) => _texts.GetValueOrDefault(FindingPrefix + code)?.Text;

    /// <summary>Texts of groups as JSON, safe within a page; made once.</summary>
    internal HtmlString Script(string[] groups) =>
        _scripts.GetOrAdd(
            string.Join(' ', groups),
            _ => new HtmlString(
                JsonSerializer.Serialize(
                    _texts
                        .Where(text => groups.Contains(text.Key.Split('.')[0]))
                        .OrderBy(text => text.Key, StringComparer.Ordinal)
                        .ToDictionary(text => text.Key, text => text.Value.Text)
                )
            )
        );

    internal WordingText Find(string key) =>
        _texts.TryGetValue(key, out WordingText? text)
            ? text
            : throw new KeyNotFoundException($"No text has the key \"{key}\".");
}
