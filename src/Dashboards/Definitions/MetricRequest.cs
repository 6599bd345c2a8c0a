using System.Globalization;
using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Facts;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Definitions;

/// <summary>How a metric is asked for: <c>?as_of=2025-01-31&amp;by=entity&amp;known_at=2025-03-01</c>, or
/// <c>?as_of_block=1:20000000</c>.</summary>
/// <param name="AsOf">The last day that counts, UTC; null for all that is stored.</param>
/// <param name="Actor">Who counts as one.</param>
/// <param name="KnownAt">When what files said was known, as <see cref="KnowledgeTime.Parse"/> reads it; null for now.</param>
/// <param name="AsOfBlock">The block up to whose time rows count, as <see cref="ChainMoment"/> reads it; null for none. Of a
/// day and a block the earlier counts.</param>
public sealed record MetricRequest(DateOnly? AsOf, MetricActor Actor, string? KnownAt = null, string? AsOfBlock = null)
{
    private const string BlockKey = "as_of_block";
    private const string KnownAtKey = "known_at";

    public static readonly MetricRequest Everything = new(null, MetricActor.Address);

    /// <returns>The request, and what is wrong with the address: then it asks for everything.</returns>
    public static (MetricRequest Request, string? Error) Parse(IQueryCollection query, Metric metric)
    {
        string by = query["by"].ToString();
        if (by is not ("" or "address" or "entity"))
        {
            return (Everything, PageWords.Plain("definitions.by-takes-address-or-entity"));
        }

        string? knownAt = query[KnownAtKey].ToString() is { Length: > 0 } moment ? moment : null;
        if (knownAt is not null && !metric.IsByKnowledge)
        {
            return (Everything, PageWords.Plain("definitions.builds-on-chains-alone-which", metric.Key, KnownAtKey));
        }

        string? block = query[BlockKey].ToString() is { Length: > 0 } named ? named : null;

        try
        {
            MomentOf(knownAt);
            return (
                new MetricRequest(
                    FactQueryText.Day(query["as_of"].ToString()),
                    by == "entity" ? MetricActor.Entity : MetricActor.Address,
                    knownAt,
                    block
                ),
                null
            );
        }
        catch (FormatException wrong)
        {
            return (Everything, wrong.Message);
        }
    }

    /// <summary>Computes the metric's rows.</summary>
    /// <exception cref="FormatException">No such block is indexed; says which are.</exception>
    public MetricTable Run(DuckDBConnection connection, string key, string market) =>
        MetricCatalogue.Run(connection, key, market, UntilOf(connection, market), Actor, MomentOf(KnownAt));

    /// <summary>Answers as it was known then.</summary>
    public T AsKnown<T>(DuckDBConnection connection, Func<T> answer) =>
        KnowledgeTime.Ask(connection, MomentOf(KnownAt), answer);

    /// <summary>The last day that counts, UTC: where a block is asked for, that of the block. Null for all that is stored.</summary>
    /// <exception cref="FormatException">No such block is indexed; says which are.</exception>
    public DateOnly? DayOf(DuckDBConnection connection, string market) =>
        UntilOf(connection, market) is { } moment ? DateOnly.FromDateTime(moment) : null;

    /// <summary>The last moment that counts, UTC: of a day and a block the earlier; null for all that is stored.</summary>
    /// <exception cref="FormatException">No such block is indexed; says which are.</exception>
    public DateTime? UntilOf(DuckDBConnection connection, string market)
    {
        DateTime? day = AsOf?.ToDateTime(new TimeOnly(23, 59, 59));
        DateTime? block = AsOfBlock is { } named ? ChainMoment.OfBlock(connection, market, named) : null;
        return day < block ? day : block ?? day;
    }

    /// <summary>The question mark and what follows it; empty where everything is asked for.</summary>
    public string Query()
    {
        string?[] parts =
        [
            AsOf is { } day ? "as_of=" + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            AsOfBlock is { } block ? $"{BlockKey}={block}" : null,
            Actor == MetricActor.Entity ? "by=entity" : null,
            KnownAt is { } moment ? $"{KnownAtKey}={moment}" : null,
        ];
        string joined = string.Join('&', parts.Where(part => part is not null));
        return joined.Length == 0 ? "" : "?" + joined;
    }

    private static DateTime? MomentOf(string? text) => text is null ? null : KnowledgeTime.Parse(text);
}
