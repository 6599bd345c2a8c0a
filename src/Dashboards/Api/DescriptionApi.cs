using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Souk.Dashboards.Answers;
using Souk.DuckDb;
using Souk.Research.Notebooks;
using Souk.Warehouse.Values;

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
        (int schema, List<(int Chain, long Block, Hash32 Hash, DateTime Time)> chains) = await data.ReadAsync(
            connection =>
                (
                    connection.Scalar<int>("select coalesce(max(version), 0)::integer from schema_version"),
                    connection.Query(
                        "select chain_id, block_number, hash_high, hash_low, time from chain.cursor order by chain_id",
                        row =>
                            (
                                row.GetInt32(0),
                                row.GetInt64(1),
                                new Hash32(row.GetFieldValue<UInt128>(2), row.GetFieldValue<UInt128>(3)),
                                row.GetDateTime(4)
                            )
                    )
                ),
            context.RequestAborted
        );
        return JsonAnswer.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("api_version", OpenApiDocument.Version);
            json.WriteString("souk_version", Study.SoukVersion);
            json.WriteNumber("schema", schema);
            json.WriteStartArray("chains");
            foreach ((int chain, long block, Hash32 hash, DateTime time) in chains)
            {
                json.WriteStartObject();
                json.WriteNumber("chain_id", chain);
                json.WriteNumber("block_number", block);
                json.WriteString("hash", hash.ToString());
                json.WriteString("time", time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
