using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Live;
using Souk.DuckDb;
using Souk.Research.Notebooks;

namespace Souk.Dashboards.Api;

/// <summary>What the API is, and what it speaks of: its description, versions and blocks.</summary>
internal static class DescriptionApi
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public static void MapDescriptionApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/api/openapi.json",
            () =>
                Results.Text(
                    OpenApiDocument.Of(ApiTable.All, Study.SoukVersion).ToJsonString(s_indented) + "\n",
                    "application/json"
                )
        );
        routes.MapGet("/api/v1/data", GetData);
    }

    private static async Task<IResult> GetData(IDashboardData data, HttpContext context)
    {
        (int schema, IReadOnlyList<ChainTip> chains) = await data.ReadAsync(
            connection =>
                (
                    connection.Scalar<int>("select coalesce(max(version), 0)::integer from schema_version"),
                    ChainTip.Read(connection)
                ),
            context.RequestAborted
        );
        return JsonAnswer.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("api_version", OpenApiDocument.Version);
            json.WriteString("souk_version", Study.SoukVersion);
            json.WriteNumber("schema", schema);
            ChainTip.Write(json, chains);
            json.WriteEndObject();
        });
    }
}
