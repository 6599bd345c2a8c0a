namespace Souk.Warehouse.Metrics;

/// <summary>A number's definition: what it means, who defined it so, and the query that computes it.</summary>
public sealed record Metric(
    string Key,
    string Title,
    string Unit,
    string Formula,
    string Definer,
    string Caveats,
    string Sql
)
{
    /// <summary>Whether it can count entities in place of addresses.</summary>
    public bool IsByActor => Sql.Contains("$by_entity", StringComparison.Ordinal);

    /// <summary>The query as its file has it, with <c>{{key}}</c> where it builds on another metric's rows; <see cref="Sql"/> has their
    /// queries in it.</summary>
    internal string Template { get; init; } = Sql;

    /// <summary>Whether another metric builds on its rows.</summary>
    internal bool IsBuiltOn { get; init; }

    private static readonly string[] s_told =
    [
        "reference.",
        "party.label",
        "party.link_at",
        "party.entity_at",
        "party.actor",
    ];

    /// <summary>Whether it builds on what files say, labels of addresses among them, so that it can be asked for as it was known at
    /// a past moment.</summary>
    public bool IsByKnowledge => s_told.Any(said => Sql.Contains(said, StringComparison.Ordinal));

    /// <summary>Reads a metric file: comment lines "-- field: value" first, then one query.</summary>
    /// <exception cref="FormatException">A field is missing, or the key is not the file's name.</exception>
    public static Metric Parse(string fileName, string text)
    {
        Dictionary<string, string> header = text.Split('\n')
            .TakeWhile(line => line.StartsWith("-- ", StringComparison.Ordinal))
            .Select(line => line[3..].Split(": ", 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1].Trim());

        string Field(string name) =>
            header.TryGetValue(name, out string? value)
                ? value
                : throw new FormatException($"Metric file {fileName} has no '-- {name}: …' line in its header.");

        string key = Field("key");
        if (key != Path.GetFileNameWithoutExtension(fileName))
        {
            throw new FormatException($"Metric file {fileName} has the key '{key}'; the two must be the same.");
        }

        return new Metric(
            key,
            Field("title"),
            Field("unit"),
            Field("formula"),
            Field("definer"),
            Field("caveats"),
            text
        );
    }
}

/// <summary>Who counts as one party.</summary>
public enum MetricActor
{
    Address,

    /// <summary>All addresses that evidence links, at confidence 500,000 parts per million or more.</summary>
    Entity,
}
