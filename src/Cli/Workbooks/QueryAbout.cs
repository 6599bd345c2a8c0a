using System.Globalization;
using Souk.Warehouse.Queries;

namespace Souk.Cli.Workbooks;

/// <summary>What a workbook says of the query that it answers.</summary>
internal static class QueryAbout
{
    private const string AsOf =
        "select chain_id, max(number), strftime(max(time), '%Y-%m-%dT%H:%M:%SZ') from chain.block group by all order by all";

    public static IEnumerable<(string Name, string Text)> Of(QueryRequest request)
    {
        yield return ("formula", request.Sql.Trim());
        yield return (
            "units",
            "as the columns of the warehouse have them: amounts are integers of base units, times UTC (souk schema)"
        );
        yield return ("source", request.Source ?? Path.GetFileName(request.Path));
        foreach ((long chain, long block, string time) in ReadTips(request))
        {
            yield return (
                "as of",
                string.Create(CultureInfo.InvariantCulture, $"chain {chain}, block {block}, {time}")
            );
        }
    }

    /// <summary>The last block of each chain, with its time.</summary>
    public static IReadOnlyList<(long Chain, long Block, string Time)> ReadTips(QueryRequest request)
    {
        List<(long, long, string)> tips = [];
        SandboxedQuery.Run(
            request with
            {
                Sql = AsOf,
                ParquetPath = null,
            },
            _ => { },
            row =>
                tips.Add(
                    (
                        Convert.ToInt64(row[0], CultureInfo.InvariantCulture),
                        Convert.ToInt64(row[1], CultureInfo.InvariantCulture),
                        (string)row[2]!
                    )
                )
        );
        return tips;
    }
}
