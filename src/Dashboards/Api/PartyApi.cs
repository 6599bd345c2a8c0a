using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Moments;
using Souk.Dashboards.Tables;
using Souk.Warehouse.Statements;
using Souk.Warehouse.Traces;
using Souk.Warehouse.Values;

namespace Souk.Dashboards.Api;

/// <summary>The rewards of a party as a file, and the provenance of an asset as PROV-JSON.</summary>
internal static class PartyApi
{
    public static void MapPartyApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/parties/{address}/rewards.csv", GetRewards);
        routes.MapGet("/api/v1/prov/{**key}", GetProvenance);
    }

    private static async Task<IResult> GetRewards(string address, IDashboardData data, HttpContext context)
    {
        Address party;
        try
        {
            party = Address.Parse(address);
        }
        catch (FormatException wrong)
        {
            return JsonAnswer.Refuse(wrong.Message, StatusCodes.Status400BadRequest);
        }

        Moment moment = Moment.Parse(context.Request.Query);
        if (moment.Error is { } error)
        {
            return JsonAnswer.Refuse(error, StatusCodes.Status400BadRequest);
        }

        RewardStatement statement = await data.ReadAsync(
            connection => RewardStatement.Read(connection, party, moment.Until),
            context.RequestAborted
        );
        HashSet<string> systems = [.. statement.Totals.Select(total => total.System)];
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(context.RequestAborted);
        string? label = markets.FirstOrDefault(one => systems.Contains(one.System) && one.Label is not null)?.Label;
        return Results.File(
            Encoding.UTF8.GetBytes(MetricExport.Of(statement.Rows).Csv(label)),
            "text/csv; charset=utf-8",
            ExportName.Of("rewards", party.ToString(), label, "csv")
        );
    }

    private static async Task<IResult> GetProvenance(string key, IDashboardData data, HttpContext context)
    {
        Moment moment = Moment.Parse(context.Request.Query);
        if (moment.Error is { } error)
        {
            return JsonAnswer.Refuse(error, StatusCodes.Status400BadRequest);
        }

        Lineage? lineage = await data.ReadAsync(
            connection => Lineage.Find(connection, key, asOf: moment.Until),
            context.RequestAborted
        );
        return lineage is null
            ? JsonAnswer.Refuse(
                $"No asset \"{key}\" is stored{(moment.Text is { } day ? $" as of {day}" : "")}.",
                StatusCodes.Status404NotFound
            )
            : Results.Text(ProvDocument.Of(lineage).ToJsonString(), "application/json", Encoding.UTF8);
    }
}
