namespace Souk.Dashboards.Api;

/// <summary>What the API answers of published forecasts.</summary>
internal static class ForecastOperations
{
    private static readonly ApiParameter[] s_band =
    [
        new("name", "A published forecast.", "unlock"),
        new("series", "What it forecasts.", "sahara/cap"),
        ApiTable.Theme,
    ];

    public static IEnumerable<ApiOperation> Published()
    {
        yield return ApiTable.Get("/api/v1/forecasts", "Every published band, and what came of it.") with
        {
            Answer = Shape.Object(("rows", Shape.List(Shape.Any))),
        };
        yield return ApiTable.Csv("/api/v1/forecasts.csv", "Every published band, and what came of it.", []) with
        {
            Refusals = [],
        };
        yield return ApiTable.Figure("/api/v1/forecasts/{name}/figure", s_band) with
        {
            Refusals = [400, 404],
        };
    }
}
