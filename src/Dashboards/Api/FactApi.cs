using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Facts;
using Souk.Dashboards.Tables;
using Souk.DuckDb;
using Souk.Warehouse.Values;

namespace Souk.Dashboards.Api;

/// <summary>The rows behind numbers, by pages, and the way from a log to its transaction.</summary>
internal static class FactApi
{
    public static void MapFactApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/markets/{market}/facts/{kind}", GetFacts);
        routes.MapGet("/log/{chain:int}/{block:long}/{log:int}", FindTransaction);
    }

    private static async Task<IResult> GetFacts(string market, string kind, IDashboardData data, HttpContext context)
    {
        if (FactKind.Find(kind) is not { } known)
        {
            string names = string.Join(", ", FactKind.All.Select(one => one.Name));
            return JsonAnswer.Refuse($"No facts of kind \"{kind}\". Known: {names}.", StatusCodes.Status404NotFound);
        }

        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(context.RequestAborted);
        if (markets.FirstOrDefault(one => one.System == market) is not { } summary)
        {
            return await Unknown.System(market, data, context.RequestAborted);
        }

        FactQueryText asked = FactQueryText.Parse(market, known, context.Request.Query);
        if (asked.Error is { } error)
        {
            return JsonAnswer.Refuse(error, StatusCodes.Status400BadRequest);
        }

        FactRows facts = await data.ReadAsync(
            connection => FactReader.Read(connection, asked.Query),
            context.RequestAborted
        );
        return JsonAnswer.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("market", market);
            json.WriteString("label", summary.Label);
            json.WriteString("kind", kind);
            JsonAnswer.WriteAsOf(json, summary);
            json.WriteNumber("row_count", facts.Count);
            json.WriteNumber("page", facts.Query.Page);
            json.WriteString(
                "next",
                facts.HasMore ? $"/api/v1/markets/{market}/facts/{kind}{facts.Query.Query(facts.Query.Page + 1)}" : null
            );
            json.WriteStartArray("sums");
            foreach (FactSum sum in facts.Sums)
            {
                json.WriteStartObject();
                json.WriteString("symbol", sum.Symbol);
                json.WriteNumber("decimals", sum.Decimals);
                json.WriteNumber("rows", sum.Count);
                json.WriteString("amount", $"{sum.Amount}");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            MetricExport.Of(facts.Rows).WriteRows(json);
            json.WriteEndObject();
        });
    }

    /// <summary>Leads to the transaction of a log; an unknown log to the page that says so.</summary>
    private static async Task<IResult> FindTransaction(
        int chain,
        long block,
        int log,
        IDashboardData data,
        HttpContext context
    )
    {
        List<Hash32> found = await data.ReadAsync(
            connection =>
                connection.Query(
                    """
                    select transaction_hash_high, transaction_hash_low
                    from chain.log
                    where chain_id = $chain and block_number = $block and log_index = $log
                    """,
                    row => new Hash32(row.GetFieldValue<UInt128>(0), row.GetFieldValue<UInt128>(1)),
                    ("chain", chain),
                    ("block", block),
                    ("log", log)
                ),
            context.RequestAborted
        );
        return found.Count == 0
            ? Results.NotFound()
            : Results.Redirect(FormattableString.Invariant($"/tx/{chain}/{found[0]}?block={block}#log-{log}"));
    }
}
