using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Souk.Dashboards.Answers;
using Souk.Warehouse.Claims;

namespace Souk.Dashboards.Api;

/// <summary>Public statements beside what the warehouse shows, as `souk claims` tells them.</summary>
internal static class ClaimApi
{
    public static void MapClaimApi(this IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/claims", GetAsync);

    private static async Task<IResult> GetAsync(
        string? market,
        IDashboardData data,
        [FromServices] IReadOnlyList<Claim> claims,
        HttpContext context
    )
    {
        Claim[] asked = [.. claims.Where(claim => market is null || claim.System == market)];
        if (market is not null && asked.Length == 0)
        {
            string known = string.Join(", ", claims.Select(claim => claim.System).Distinct());
            return JsonAnswer.Refuse(
                $"There is no claim about \"{market}\". There are claims about {known}.",
                StatusCodes.Status404NotFound
            );
        }

        IReadOnlyList<CheckedClaim> found = await data.ReadAsync(
            connection => (IReadOnlyList<CheckedClaim>)[.. asked.Select(claim => ClaimCheck.Run(connection, claim))],
            context.RequestAborted
        );
        return JsonAnswer.Of(json =>
        {
            json.WriteStartArray();
            foreach (CheckedClaim one in found)
            {
                Write(json, one);
            }

            json.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter json, CheckedClaim found)
    {
        Claim claim = found.Claim;
        json.WriteStartObject();
        json.WriteString("market", claim.System);
        json.WriteString("claim", claim.Name);
        json.WriteString("statement", claim.Statement);
        json.WriteString("date", claim.Date);
        json.WriteString("speaker", claim.Speaker);
        json.WriteString("interest", claim.Interest);
        json.WriteString("relation", claim.Relation);
        WriteNumber(json, "value", claim.Value);
        json.WriteString("unit", claim.Unit);
        json.WriteString("verdict", found.Verdict);
        json.WriteBoolean("is_computed", found.IsComputed);
        json.WriteString("metric", claim.Metric);
        WriteNumber(json, "measured", found.Measured);
        json.WriteString("beside", found.Beside?.Column);
        WriteNumber(json, "beside_value", found.Beside?.Value);
        json.WriteString("reason", found.Reason);
        json.WriteString("why", claim.Why);
        json.WriteString("source", claim.Source);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
