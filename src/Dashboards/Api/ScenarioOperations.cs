using System.Text.Json.Nodes;

namespace Souk.Dashboards.Api;

/// <summary>What the API answers of the future.</summary>
internal static class ScenarioOperations
{
    public static IEnumerable<ApiOperation> Forecasts()
    {
        ApiParameter[] asked =
        [
            ApiTable.OfSystem,
            new("burn", "The share of fees that is burned, 0 to 1.", "0.3", "number"),
            new("runs", "How many runs.", "20", "integer"),
            new("seed", "The ensemble's seed.", "7", "integer"),
            new("as_of", "The day from whose end the runs start, UTC.", "2025-01-31"),
            new("price", "What a token is supposed to cost in USD where no pool tells.", "0.1", "number"),
        ];
        ApiParameter metric = new("metric", "supply or price.", "supply");
        JsonObject series = Shape.Object(
            ("unit", Shape.Text),
            ("quantiles", Shape.List(Shape.Object(("probability", Shape.Number), ("values", Shape.List(Shape.Number)))))
        );
        yield return ApiTable.Get(
            "/api/v1/markets/{system}/forecast",
            "An ensemble that starts from the market.",
            asked
        ) with
        {
            Answer = Shape.Object(
                ("system", Shape.Text),
                ("label", Shape.Words),
                ("scenario", Shape.Text),
                ("scenario_hash", Shape.Text),
                ("seed", Shape.Text),
                ("runs", Shape.Integer),
                ("burn_share", Shape.Number),
                ("engine_version", Shape.Text),
                ("digest", Shape.Text),
                ("as_of", Shape.AsOf),
                ("token", Shape.Token),
                ("days", Shape.List(Shape.Text)),
                ("supply", series),
                ("price", ApiTable.Copy(series))
            ),
            Refusals = [400, 404, 422],
        };
        yield return ApiTable.Csv(
            "/api/v1/markets/{system}/forecast/{metric}.csv",
            "Its quantiles by day.",
            [metric, .. asked]
        ) with
        {
            Refusals = [400, 404, 422],
        };
        yield return ApiTable.Figure(
            "/api/v1/markets/{system}/forecast/{metric}/figure",
            [metric, .. asked, ApiTable.Theme]
        ) with
        {
            Refusals = [400, 404, 422],
        };
    }

    public static IEnumerable<ApiOperation> Scenarios()
    {
        ApiParameter name = new("name", "A scenario that ships.", "masa-like");
        yield return ApiTable.Get(
            "/api/v1/scenarios/{name}/bands",
            "Bands of a scenario; changes are query parameters named as in its file, such as fees.burn=0.3.",
            name,
            new ApiParameter(
                "runs",
                $"How many runs, up to {Dashboards.Scenarios.BandRunner.RunsMax}.",
                "1",
                "integer"
            ),
            new ApiParameter("seed", "The ensemble's seed.", "7", "integer")
        ) with
        {
            Answer = Shape.Object(
                ("scenario", Shape.Text),
                ("scenario_hash", Shape.Text),
                ("seed", Shape.Integer),
                ("runs", Shape.Integer),
                ("engine_version", Shape.Text),
                ("digest", Shape.Text),
                ("runs_done", Shape.Integer),
                (
                    "metrics",
                    Shape.List(
                        Shape.Object(
                            ("key", Shape.Text),
                            ("sentence", Shape.Text),
                            ("models", Shape.Integer),
                            ("figure", Shape.Any)
                        )
                    )
                )
            ),
            Refusals = [400, 404],
            IsCached = false,
        };
        yield return BreakEven(name);
        yield return Difference();
        yield return Stream(
            name,
            "/api/v1/scenarios/{name}/stream",
            "The same as server-sent events: bands, bands, …, done, failed or late; the last bands are in the union of all models."
        );
        yield return Stream(
            name,
            "/api/v1/scenarios/{name}/matters/stream",
            "What moves the first metric that is shown, as server-sent events: tornado, tornado, …, done, failed or late."
        );
        yield return Stream(
            name,
            "/api/v1/scenarios/{name}/matters/variance/stream",
            "Shares of variance (Sobol indices with 95 % intervals) of the first metric that is shown over the ranges of vary, as server-sent events: variance, variance, …, done, failed or late."
        );
    }

    private static ApiOperation Stream(ApiParameter name, string path, string meaning) =>
        ApiTable.Get(path, meaning, name, ApiTable.Theme) with
        {
            MediaType = "text/event-stream",
            Refusals = [400, 404],
            IsCached = false,
        };

    private static ApiOperation BreakEven(ApiParameter name) =>
        ApiTable.Get(
            "/api/v1/scenarios/{name}/break-even",
            "Whether it pays to contribute: income against cost by role and cohort, as rows and figures.",
            name,
            new ApiParameter("seed", "The seed of the runs.", "7", "integer"),
            ApiTable.Theme
        ) with
        {
            Answer = Shape.Object(
                ("scenario", Shape.Text),
                ("scenario_hash", Shape.Text),
                ("seed", Shape.Integer),
                ("runs", Shape.Integer),
                ("sentence", Shape.Text),
                ("break_even", Shape.Any),
                ("break_even_cohorts", Shape.Any),
                ("headings", Shape.List(Shape.Text)),
                ("rows", Shape.List(Shape.List(Shape.Text)))
            ),
            Refusals = [400, 404, 422],
            IsCached = false,
        };

    private static ApiOperation Difference() =>
        ApiTable.Get(
            "/api/v1/scenarios/{a}..{b}",
            "In what two scenarios differ, and what that comes to with the same luck; the outer band of a figure is the union of all models.",
            new ApiParameter("a", "The first scenario.", "masa-like"),
            new ApiParameter("b", "The second scenario.", "masa-like-quiet"),
            new ApiParameter("runs", "How many runs of each.", "1", "integer"),
            new ApiParameter("seed", "The seed of both.", "7", "integer")
        ) with
        {
            Answer = Shape.Object(
                ("first_hash", Shape.Text),
                ("second_hash", Shape.Text),
                ("seed", Shape.Integer),
                ("runs", Shape.Integer),
                (
                    "differences",
                    Shape.List(Shape.Object(("path", Shape.Text), ("first", Shape.Words), ("second", Shape.Words)))
                ),
                (
                    "metrics",
                    Shape.List(
                        Shape.Object(
                            ("key", Shape.Text),
                            ("unit", Shape.Text),
                            ("sentence", Shape.Text),
                            ("models", Shape.Integer),
                            (
                                "quantiles",
                                Shape.List(Shape.Object(("day", Shape.Text), ("values", Shape.List(Shape.Number))))
                            ),
                            ("figure", Shape.Any)
                        )
                    )
                )
            ),
            Refusals = [400, 404, 422],
            IsCached = false,
        };
}
