using System.Text.Json.Nodes;

namespace Souk.Dashboards.Api;

/// <summary>Everything that the API answers. A test asks each of it and finds nothing served that is not here.</summary>
internal static class ApiTable
{
    public static ApiParameter Market { get; } = new("market", "The system whose market is asked for.", "masa");

    public static ApiParameter OfSystem { get; } = Market with { Name = "system" };

    public static ApiParameter Theme { get; } = new("theme", "light or dark paper.", "light");

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        .. MetricOperations.Metrics(),
        .. MetricOperations.Rows(),
        .. MetricOperations.Facts(),
        .. MetricOperations.Overviews(),
        .. ScenarioOperations.Forecasts(),
        .. ScenarioOperations.Scenarios(),
        .. ForecastOperations.Published(),
        .. Others(),
        .. OfServer(),
    ];

    public static ApiOperation? Find(string method, string path) =>
        All.FirstOrDefault(one => one.Method == method && one.Path == path);

    public static ApiOperation Get(string path, string summary, params ApiParameter[] parameters) =>
        new("GET", path, summary) { Parameters = parameters };

    public static ApiOperation Csv(string path, string summary, ApiParameter[] parameters) =>
        Get(path, $"{summary} As CSV.", parameters) with
        {
            MediaType = "text/csv",
            Refusals = [400, 404],
        };

    public static ApiOperation Figure(string path, ApiParameter[] parameters) =>
        Get(path, "Its chart as plotly JSON, or as a picture.", [.. parameters, FigureAnswer.Format]) with
        {
            Answer = Shape.Any,
            Refusals = [400, 404],
        };

    public static JsonObject Copy(JsonObject shape) => (JsonObject)shape.DeepClone();

    private static IEnumerable<ApiOperation> Others()
    {
        yield return Get("/api/v1/unlocks.ics", "Unlocks for calendar programs.", Market) with
        {
            MediaType = "text/calendar",
            Refusals = [404],
        };
        yield return Claims();
        yield return Get("/api/v1/alerts.ics", "What to watch, for calendar programs.") with
        {
            MediaType = "text/calendar",
            // Also of chains that this process had to stop, which no block tells.
            IsCached = false,
        };
        yield return Get("/api/v1/alerts", "What to watch, with the evidence.") with
        {
            IsCached = false,
            Answer = Shape.List(
                Shape.Object(
                    ("market", Shape.Text),
                    ("label", Shape.Words),
                    ("kind", Shape.Text),
                    ("severity", Shape.Text),
                    ("title", Shape.Text),
                    ("sentence", Shape.Text),
                    ("evidence", Shape.Text),
                    ("badge", Shape.Text),
                    ("metric", Shape.Words),
                    ("as_of_block", Shape.IntegerOrNull)
                )
            ),
        };
    }

    private static ApiOperation Claims() =>
        Get("/api/v1/claims", "Public statements, who gains by them, and the verdict.") with
        {
            Answer = Shape.List(
                Shape.Object(
                    ("market", Shape.Text),
                    ("claim", Shape.Text),
                    ("statement", Shape.Text),
                    ("date", Shape.Words),
                    ("speaker", Shape.Text),
                    ("interest", Shape.Text),
                    ("relation", Shape.Words),
                    ("value", Shape.NumberOrNull),
                    ("unit", Shape.Words),
                    ("verdict", Shape.Text),
                    ("is_computed", new JsonObject { ["type"] = "boolean" }),
                    ("metric", Shape.Words),
                    ("measured", Shape.NumberOrNull),
                    ("beside", Shape.Words),
                    ("beside_value", Shape.NumberOrNull),
                    ("reason", Shape.Text),
                    ("why", Shape.Text),
                    ("source", Shape.Text)
                )
            ),
            Refusals = [404],
        };

    private static IEnumerable<ApiOperation> OfServer()
    {
        yield return Get("/api/v1/data", "What is served: versions and the last block of each chain.") with
        {
            Answer = Shape.Object(
                ("api_version", Shape.Text),
                ("souk_version", Shape.Text),
                ("schema", Shape.Integer),
                (
                    "chains",
                    Shape.List(
                        Shape.Object(
                            ("chain_id", Shape.Integer),
                            ("block_number", Shape.Integer),
                            ("hash", Shape.Text),
                            ("time", Shape.Text)
                        )
                    )
                )
            ),
        };
        yield return Get(
            "/api/v1/live",
            "The last block of each chain, and again whenever it changes, as server-sent events: cursor, cursor, …"
        ) with
        {
            MediaType = "text/event-stream",
            Refusals = [503],
            IsCached = false,
        };
        yield return new ApiOperation(
            "POST",
            "/api/v1/sql",
            "One SELECT of your own, over a copy of the warehouse."
        ) with
        {
            Body = Shape.Object(("sql", Shape.Text), ("format", Shape.Text)),
            Answer = Shape.Object(
                ("columns", Shape.List(Shape.Object(("name", Shape.Text), ("type", Shape.Text)))),
                ("rows", Shape.List(Shape.Any)),
                ("row_count", Shape.Integer),
                (
                    "as_of",
                    Shape.List(
                        Shape.Object(("chain_id", Shape.Integer), ("block_number", Shape.Integer), ("time", Shape.Text))
                    )
                )
            ),
            Refusals = [400, 413, 415, 422, 503],
            IsCached = false,
        };
        yield return Get("/api/openapi.json", "This description, as OpenAPI 3.1.") with
        {
            Answer = Shape.Any,
        };
    }
}
