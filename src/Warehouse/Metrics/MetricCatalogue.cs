using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Souk.DuckDb;
using Souk.DuckDb.Parameters;

namespace Souk.Warehouse.Metrics;

/// <summary>All metrics, each one SQL file with its formula. Page, notebook, API and test run the same file.</summary>
public static partial class MetricCatalogue
{
    private const string ResourcePrefix = "Metrics/";

    private static readonly Lazy<ImmutableSortedDictionary<string, Metric>> s_metrics = new(ReadAll);

    public static IEnumerable<Metric> All => s_metrics.Value.Values;

    /// <exception cref="UnknownMetricException">No metric has this key.</exception>
    public static Metric Get(string key) =>
        s_metrics.Value.TryGetValue(key, out Metric? metric)
            ? metric
            : throw new UnknownMetricException(key, s_metrics.Value.Keys);

    /// <summary>Computes a metric from the warehouse.</summary>
    /// <param name="connection">An open warehouse.</param>
    /// <param name="key">As in <see cref="All"/>.</param>
    /// <param name="market">The system whose market is asked for, such as "masa".</param>
    /// <param name="asOf">Rows of later blocks do not count. UTC.</param>
    /// <param name="actor">Who counts as one; metrics that tell nothing of parties ignore it.</param>
    /// <param name="knownAt">What files that were read later said does not count: our time, not the chain's. UTC.</param>
    /// <exception cref="ArgumentException">A knowledge time, of a metric that builds on chains alone.</exception>
    public static MetricTable Run(
        DuckDBConnection connection,
        string key,
        string market,
        DateTime? asOf = null,
        MetricActor actor = MetricActor.Address,
        DateTime? knownAt = null
    )
    {
        Metric metric = GetAsKnown(key, knownAt);
        MetricAnswers.Question question = new(key, market, asOf, actor, knownAt);
        MetricAnswers? kept = MetricAnswers.Of(connection);
        MetricTable Answer() =>
            knownAt is null && kept?.Made is { } made
                ? Compute(connection, made.SqlOf(metric, question), market, asOf, actor)
                : KnowledgeTime.Ask(connection, knownAt, () => Compute(connection, metric.Sql, market, asOf, actor));

        if (kept is null)
        {
            return Answer();
        }

        MetricTable table = kept.Answer(question, Answer);
        kept.Journal?.Add(metric, question, table);
        return table;
    }

    /// <summary>Computes a metric and reads a part of its rows, such as the largest, where all would be too many objects.</summary>
    /// <param name="part">A query of the program's over <c>whole</c>, the metric's rows.</param>
    /// <exception cref="UnknownMetricException">No metric has this key.</exception>
    public static MetricTable RunPart(
        DuckDBConnection connection,
        string key,
        string part,
        string market,
        DateTime? asOf = null
    )
    {
        Metric metric = Get(key);
        string sql = $"with whole as ({Unended(metric.Sql)}\n)\nfrom (\n{Unended(part)}\n)";
        MetricTable Answer() => Compute(connection, sql, market, asOf, MetricActor.Address);
        return MetricAnswers.Of(connection) is { } kept
            ? kept.Answer(new(sql, market, asOf, MetricActor.Address), Answer)
            : Answer();
    }

    /// <summary>Reads a metric's rows as they come, of which none is kept: for answers of millions of rows.</summary>
    /// <param name="read">Reads until it has enough; the reader ends with it.</param>
    /// <exception cref="UnknownMetricException">No metric has this key.</exception>
    /// <exception cref="ArgumentException">A knowledge time, of a metric that builds on chains alone.</exception>
    public static T Stream<T>(
        DuckDBConnection connection,
        string key,
        string market,
        Func<DuckDBDataReader, T> read,
        DateTime? asOf = null,
        MetricActor actor = MetricActor.Address,
        DateTime? knownAt = null
    )
    {
        Metric metric = GetAsKnown(key, knownAt);
        return KnowledgeTime.Ask(
            connection,
            knownAt,
            () =>
            {
                using DuckDBCommand command = Asked(connection, metric.Sql, market, asOf, actor);
                using DuckDBDataReader reader = command.ExecuteReader();
                return read(reader);
            }
        );
    }

    private static Metric GetAsKnown(string key, DateTime? knownAt)
    {
        Metric metric = Get(key);
        return knownAt is null || metric.IsByKnowledge
            ? metric
            : throw new ArgumentException($"Metric '{key}' builds on no file's values.", nameof(knownAt));
    }

    internal static string Unended(string sql) => sql.TrimEnd().TrimEnd(';');

    private static MetricTable Compute(
        DuckDBConnection connection,
        string sql,
        string market,
        DateTime? asOf,
        MetricActor actor
    )
    {
        using DuckDBCommand command = Asked(connection, sql, market, asOf, actor);
        return MetricTable.Read(command);
    }

    /// <summary>A query about a market, with the values that it names.</summary>
    internal static DuckDBCommand Asked(
        DuckDBConnection connection,
        string sql,
        string market,
        DateTime? asOf,
        MetricActor actor
    )
    {
        DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.WritesValues = true;
        if (sql.Contains("$market", StringComparison.Ordinal))
        {
            command.Parameters.Add(new DuckDBParameter("market", market));
        }

        if (sql.Contains("$as_of", StringComparison.Ordinal))
        {
            command.Parameters.Add(new DuckDBParameter("as_of", asOf ?? DateTime.MaxValue.Date));
        }

        if (sql.Contains("$by_entity", StringComparison.Ordinal))
        {
            command.Parameters.Add(new DuckDBParameter("by_entity", actor == MetricActor.Entity));
        }

        return command;
    }

    /// <summary>All metrics in words, as `docs/METRICS.md` holds them.</summary>
    public static string Markdown()
    {
        StringBuilder text = new(
            """
            # Metrics

            Generated by `souk metrics list --markdown`; a test fails when it is out of date. Each metric is one SQL file in
            `src/Warehouse/Metrics`, and page, API, command line and tests run that file. Who defines a number otherwise is named.

            """
        );
        foreach (Metric metric in All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {metric.Key}: {metric.Title}\n\n")
                .Append(CultureInfo.InvariantCulture, $"- **Unit.** {metric.Unit}\n")
                .Append(CultureInfo.InvariantCulture, $"- **Formula.** {metric.Formula}\n")
                .Append(CultureInfo.InvariantCulture, $"- **Definer.** {metric.Definer}\n")
                .Append(CultureInfo.InvariantCulture, $"- **Caveats.** {metric.Caveats}\n")
                .Append(metric.IsByActor ? "- **Parties.** By address, or by entity where it is asked for.\n" : "")
                .Append(
                    metric.IsByKnowledge ? "- **Knowledge.** As known now, or at a past moment (`--known-at`).\n" : ""
                );
        }

        return text.ToString();
    }

    private static ImmutableSortedDictionary<string, Metric> ReadAll()
    {
        Assembly assembly = typeof(MetricCatalogue).Assembly;
        Dictionary<string, Metric> files = assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name =>
            {
                using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
                return Metric.Parse(name[ResourcePrefix.Length..], reader.ReadToEnd());
            })
            .ToDictionary(metric => metric.Key);
        HashSet<string> builtOn =
        [
            .. files.Values.SelectMany(metric => UsedMetric().Matches(metric.Sql)).Select(used => used.Groups[1].Value),
        ];
        return files.Values.ToImmutableSortedDictionary(
            metric => metric.Key,
            metric => metric with { Sql = Expand(metric.Sql, files), IsBuiltOn = builtOn.Contains(metric.Key) },
            StringComparer.Ordinal
        );
    }

    /// <summary>Names the queries of other metrics where a query says <c>from {{key}}</c>, so that a number that builds on
    /// another cannot drift from it. Each is computed once, however many ask for it.</summary>
    private static string Expand(string sql, Dictionary<string, Metric> files)
    {
        List<string> used = [];
        string query = Named(sql, files, used);
        return used.Count == 0 ? sql : QueryStart().Replace(query, match => StartWith(match, used), 1);
    }

    private static string StartWith(Match start, List<string> used) =>
        $"with{start.Groups["recursive"].Value} {string.Join(",\n", used)}{(start.Groups["with"].Success ? ",\n" : "\n")}";

    /// <summary>A query with a table in the place of each metric that it builds on.</summary>
    internal static string Fill(string template, Func<string, string> tableOf) =>
        UsedMetric().Replace(template, match => tableOf(match.Groups[1].Value));

    // What a query builds on comes before it; `used` holds each once, in that order.
    private static string Named(string sql, Dictionary<string, Metric> files, List<string> used) =>
        UsedMetric()
            .Replace(
                sql,
                match =>
                {
                    string key = match.Groups[1].Value;
                    string query = Unordered(Unended(Named(files[key].Sql, files, used)));
                    string named = $"metric_{key} as materialized ({query}\n)";
                    if (!used.Contains(named, StringComparer.Ordinal))
                    {
                        used.Add(named);
                    }

                    return $"metric_{key}";
                }
            );

    // Rows that another query reads have no order, and a million of them take a second to sort. A query that keeps the first rows of
    // its order goes on after it.
    private static string Unordered(string query)
    {
        int order = query.LastIndexOf("\norder by ", StringComparison.Ordinal);
        return order >= 0 && !query[order..].Contains("\nlimit ", StringComparison.Ordinal) ? query[..order] : query;
    }

    // Where the query begins, after the header: its own "with", or nothing.
    [GeneratedRegex(
        @"^(?:(?<with>with(?<recursive> recursive)?\s)|(?=[^-\s]))",
        RegexOptions.CultureInvariant | RegexOptions.Multiline
    )]
    private static partial Regex QueryStart();

    [GeneratedRegex(@"\{\{(\w+)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex UsedMetric();
}

/// <summary>Asked for a metric that does not exist; the message names those that do.</summary>
public sealed class UnknownMetricException(string key, IEnumerable<string> known)
    : Exception($"No metric has the key '{key}'. Known: {string.Join(", ", known)}.");
