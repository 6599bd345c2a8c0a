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
        yield return ("source", Path.GetFileName(request.Path));
        foreach (string tip in ReadTips(request))
        {
            yield return ("as of", tip);
        }
    }

    private static List<string> ReadTips(QueryRequest request)
    {
        List<string> tips = [];
        SandboxedQuery.Run(
            request with
            {
                Sql = AsOf,
            },
            _ => { },
            row => tips.Add(string.Create(CultureInfo.InvariantCulture, $"chain {row[0]}, block {row[1]}, {row[2]}"))
        );
        return tips;
    }
}
