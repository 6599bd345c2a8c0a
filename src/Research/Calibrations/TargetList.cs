using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Souk.Research.Calibrations;

/// <summary>Reads a list of targets: metric files over windows.</summary>
/// <example><code>
/// - { of: burned, metric: emissions, column: burned, take: running total, decimals: 18, market: masa, from: 2024-05-01, to: 2025-03-31, every: 30 days }
/// - { of: pool.price, metric: price, column: quote_reserve, over: token_reserve, decimals: -12, market: masa, from: 2024-05-01, to: 2025-03-31, every: 30 days }
/// </code></example>
internal static class TargetList
{
    private static readonly string[] s_known =
    [
        "of",
        "metric",
        "column",
        "over",
        "take",
        "decimals",
        "market",
        "from",
        "to",
        "every",
        "where",
    ];

    /// <exception cref="TargetException">Not such a list; names the line.</exception>
    public static IReadOnlyList<WarehouseTarget> Parse(string text, string path)
    {
        YamlStream stream = new();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException problem)
        {
            throw new TargetException($"{path}, line {problem.Start.Line}: {problem.Message}");
        }

        return stream.Documents is [{ RootNode: YamlSequenceNode { Children.Count: > 0 } list }]
            ? [.. list.Children.Select(node => Read(node, path))]
            : throw new TargetException(
                $"{path} is no list of targets, such as - {{ of: burned, metric: emissions, column: burned, market: masa, from: 2024-05-01, to: 2025-03-31 }}."
            );
    }

    private static WarehouseTarget Read(YamlNode node, string path)
    {
        string place = $"{path}, line {node.Start.Line}";
        if (node is not YamlMappingNode map)
        {
            throw new TargetException($"{place}: a target is a list of names and values.");
        }

        string[] unknown = [.. map.Children.Keys.Select(key => $"{key}").Except(s_known)];
        if (unknown.Length > 0)
        {
            throw new TargetException($"{place}: '{unknown[0]}' is none of {string.Join(", ", s_known)}.");
        }

        string? Find(string name) => map.Children.TryGetValue(name, out YamlNode? value) ? $"{value}" : null;
        string Need(string name) => Find(name) ?? throw new TargetException($"{place}: '{name}' is missing.");
        return new WarehouseTarget(
            Find("of") ?? Need("metric"),
            Need("metric"),
            Need("market"),
            Need("column"),
            Find("over"),
            Number(Find("decimals") ?? "0", "decimals", place),
            Taking(Find("take") ?? "value", place),
            Day(Need("from"), "from", place),
            Day(Need("to"), "to", place),
            Math.Max(1, Number((Find("every") ?? "1").Split(' ')[0], "every", place)),
            map.Children.TryGetValue("where", out YamlNode? where) && where is YamlMappingNode conditions
                ? conditions.Children.ToDictionary(pair => $"{pair.Key}", pair => $"{pair.Value}")
                : new Dictionary<string, string>()
        );
    }

    private static TargetTaking Taking(string text, string place) =>
        text switch
        {
            "value" => TargetTaking.Value,
            "running total" => TargetTaking.RunningTotal,
            _ => throw new TargetException($"{place}: take '{text}' is neither 'value' nor 'running total'."),
        };

    private static int Number(string text, string name, string place) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new TargetException($"{place}: {name} '{text}' is no whole number.");

    private static DateOnly Day(string text, string name, string place) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : throw new TargetException($"{place}: {name} '{text}' is no day. Write it as 2025-11-26.");
}
