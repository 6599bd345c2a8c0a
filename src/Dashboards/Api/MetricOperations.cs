using System.Text.Json.Nodes;

namespace Souk.Dashboards.Api;

/// <summary>What the API answers of metrics and the rows behind them.</summary>
internal static class MetricOperations
{
    private static readonly ApiParameter s_key = new("key", "A metric of /api/v1/metrics.", "supply");
    private static readonly ApiParameter s_asOf = new("as_of", "The last day that counts, UTC.", "2030-01-01");
    private static readonly ApiParameter[] s_window =
    [
        s_asOf,
        new("as_of_block", "The block up to whose time rows count: a number, or CHAIN:NUMBER.", "31337:1"),
        new("by", "Who counts as one: address or entity.", "address"),
    ];

    // The example is a metric that builds on what files say.
    private static readonly ApiParameter s_told = s_key with { Example = "prices" };
    private static readonly ApiParameter s_knownAt = new(
        "known_at",
        "The day, at its end, or the time (UTC) at which what files said was known; refused where a metric builds on chains alone.",
        "2030-01-01"
    );

    private static readonly JsonObject s_definition = Shape.Object(
        ("key", Shape.Text),
        ("title", Shape.Text),
        ("unit", Shape.Text),
        ("formula", Shape.Text),
        ("definer", Shape.Text),
        ("caveats", Shape.Text)
    );

    public static IEnumerable<ApiOperation> Metrics()
    {
        yield return ApiTable.Get("/api/v1/metrics", "All metrics with unit, formula and definer.") with
        {
            Answer = Shape.List(ApiTable.Copy(s_definition)),
        };
        yield return ApiTable.Get("/api/v1/metrics/{key}", "One metric with the SQL that computes it.", s_key) with
        {
            Answer = Shape.Object(
                ("key", Shape.Text),
                ("title", Shape.Text),
                ("unit", Shape.Text),
                ("formula", Shape.Text),
                ("definer", Shape.Text),
                ("caveats", Shape.Text),
                ("sql", Shape.Text)
            ),
            Refusals = [404],
        };
        yield return ApiTable.Get("/api/v1/markets", "The markets that are indexed, with the last block of each.") with
        {
            Answer = Shape.List(
                Shape.Object(
                    ("market", Shape.Text),
                    ("title", Shape.Text),
                    ("label", Shape.Words),
                    ("total_supply", Shape.Amount),
                    ("as_of", Shape.AsOf),
                    ("token", Shape.Token)
                )
            ),
        };
    }

    public static IEnumerable<ApiOperation> Rows()
    {
        yield return ApiTable.Get(
            "/api/v1/markets/{market}/metrics/{key}",
            "A metric's rows, exactly: every value is text, NULL is null, columns tells the types.",
            [
                ApiTable.Market,
                s_told,
                .. s_window,
                s_knownAt,
                new("limit", $"Rows of this answer, up to {MetricApi.RowsMax}.", "100", "integer"),
                new("offset", "Rows to leave out first.", "0", "integer"),
            ]
        ) with
        {
            Answer = Shape.Object(
                ("market", Shape.Text),
                ("label", Shape.Words),
                ("badge", Shape.Text),
                ("metric", ApiTable.Copy(s_definition)),
                ("as_of", Shape.AsOf),
                ("token", Shape.Token),
                ("known_at", Shape.Words),
                ("columns", Shape.List(Shape.Object(("name", Shape.Text), ("type", Shape.Text)))),
                ("row_count", Shape.Integer),
                ("offset", Shape.Integer),
                ("next", Shape.Words),
                ("rows", Shape.List(Shape.Any))
            ),
            Refusals = [400, 404],
        };
        yield return ApiTable.Csv(
            "/api/v1/markets/{market}/metrics/{key}.csv",
            "The same rows.",
            [ApiTable.Market, s_told, .. s_window, s_knownAt]
        );
        yield return ApiTable.Figure(
            "/api/v1/markets/{market}/metrics/{key}/figure",
            [ApiTable.Market, s_key with { Example = "supply_reconciliation" }, .. s_window, ApiTable.Theme]
        );
    }

    public static IEnumerable<ApiOperation> Facts()
    {
        yield return ApiTable.Get(
            "/api/v1/markets/{market}/facts/{kind}",
            "The rows behind numbers, 100 a page, each with the log that shows it.",
            ApiTable.Market,
            new ApiParameter("kind", "What they are, such as payment or transfer.", "payment"),
            new ApiParameter("from", "The first day, UTC.", "2020-01-01"),
            new ApiParameter("to", "The last day, UTC.", "2030-01-01"),
            new ApiParameter("what", "The role, action or bucket.", "price"),
            new ApiParameter("symbol", "The token.", "USDC"),
            new ApiParameter("party", "An address on either side.", "0x00000000000000000000000000000000000000a2"),
            new ApiParameter("page", "1 has the newest rows.", "1", "integer")
        ) with
        {
            Answer = Shape.Object(
                ("market", Shape.Text),
                ("label", Shape.Words),
                ("kind", Shape.Text),
                ("as_of", Shape.AsOf),
                ("token", Shape.Token),
                ("row_count", Shape.Integer),
                ("page", Shape.Integer),
                ("next", Shape.Words),
                (
                    "sums",
                    Shape.List(
                        Shape.Object(
                            ("symbol", Shape.Text),
                            ("decimals", Shape.Integer),
                            ("rows", Shape.Integer),
                            ("amount", Shape.Amount)
                        )
                    )
                ),
                ("rows", Shape.List(Shape.Any))
            ),
            Refusals = [400, 404],
        };
        yield return ApiTable.Csv(
            "/api/v1/parties/{address}/rewards.csv",
            "Every reward of a party, its event and its reason.",
            [new ApiParameter("address", "Its address.", "0x00000000000000000000000000000000000000a3"), s_asOf]
        );
        yield return ApiTable.Get(
            "/api/v1/prov/{**key}",
            "The provenance of an asset, as PROV-JSON.",
            new ApiParameter("key", "The asset's key; its slashes stay.", "bazaar/model"),
            s_asOf
        ) with
        {
            Answer = Shape.Any,
            Refusals = [400, 404],
        };
    }

    public static IEnumerable<ApiOperation> Overviews()
    {
        ApiParameter metric = new("metric", "A number of the market's page.", "supply");
        yield return ApiTable.Get(
            "/api/v1/markets/{system}/overview/{metric}",
            "What a market's page shows.",
            ApiTable.OfSystem,
            metric
        ) with
        {
            Answer = Shape.Object(
                ("system", Shape.Text),
                ("title", Shape.Text),
                ("label", Shape.Words),
                (
                    "metric",
                    Shape.Object(
                        ("key", Shape.Text),
                        ("formula", Shape.Text),
                        ("definer", Shape.Text),
                        ("caveats", Shape.Words)
                    )
                ),
                ("as_of", Shape.AsOf),
                ("token", Shape.Token),
                ("rows", Shape.List(Shape.Any))
            ),
            Refusals = [404],
        };
        yield return ApiTable.Csv(
            "/api/v1/markets/{system}/overview/{metric}.csv",
            "The same rows.",
            [ApiTable.OfSystem, metric]
        );
        yield return ApiTable.Figure(
            "/api/v1/markets/{system}/overview/{metric}/figure",
            [ApiTable.OfSystem, metric, ApiTable.Theme, new ApiParameter("by", "Bars by day, week or month.", "month")]
        );
    }
}
