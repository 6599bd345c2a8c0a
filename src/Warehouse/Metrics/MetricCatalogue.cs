using System.Collections.Immutable;
using System.Reflection;
using Souk.DuckDb;
using Souk.DuckDb.Parameters;

namespace Souk.Warehouse.Metrics;

/// <summary>All metrics, each one SQL file with its formula. Page, notebook, API and test run the same file.</summary>
public static class MetricCatalogue
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
    public static MetricTable Run(DuckDBConnection connection, string key, string market, DateTime? asOf = null)
    {
        Metric metric = Get(key);
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = metric.Sql;
        command.Parameters.Add(new DuckDBParameter("market", market));
        if (metric.Sql.Contains("$as_of", StringComparison.Ordinal))
        {
            command.Parameters.Add(new DuckDBParameter("as_of", asOf ?? DateTime.MaxValue.Date));
        }

        return MetricTable.Read(command);
    }

    private static ImmutableSortedDictionary<string, Metric> ReadAll()
    {
        Assembly assembly = typeof(MetricCatalogue).Assembly;
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name =>
            {
                using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
                return Metric.Parse(name[ResourcePrefix.Length..], reader.ReadToEnd());
            })
            .ToImmutableSortedDictionary(metric => metric.Key, metric => metric, StringComparer.Ordinal);
    }
}

/// <summary>Asked for a metric that does not exist; the message names those that do.</summary>
public sealed class UnknownMetricException(string key, IEnumerable<string> known)
    : Exception($"No metric has the key '{key}'. Known: {string.Join(", ", known)}.");
