using Souk.Dashboards.Answers;
using Souk.Dashboards.Concerns;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Moments;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;
using Souk.Research.Forecasts;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Alarms;

/// <summary>Reads what to watch in every market: unlocks ahead, changes of the burn rate, concentration, lost coverage,
/// deep reorgs, published bands that missed. Thresholds are ours and stand in the sentences.</summary>
internal static class AlertReader
{
    /// <summary>A burn rate that moved by this much of itself in a month.</summary>
    private const double BurnChangeWatch = 0.5;

    /// <summary>Blocks that a chain replaced at once, where nobody says which of its blocks are final.</summary>
    private const long ReorgDepthWatch = 12;

    /// <param name="stops">Chains that this process indexed and stopped; null where it indexes none.</param>
    /// <param name="moment">The day up to which rows count; null for all. Of the index itself (stops, missing blocks, quarantine,
    /// reorgs) there is only what is now.</param>
    /// <returns>The gravest first, then by market; of equal ones first what makes a market's other numbers doubtful.</returns>
    public static async Task<IReadOnlyList<Alert>> ReadAsync(
        IDashboardData data,
        CancellationToken cancellation,
        IReadOnlyList<IndexStop>? stops = null,
        Moment? moment = null
    )
    {
        Moment at = moment ?? Moment.Now;
        List<Alert> alerts = [];
        IReadOnlyList<ForecastRecord> forecasts = await data.ReadAsync(ForecastRecord.Read, cancellation);
        foreach (MarketSummary market in await data.ListMarketsAsync(at, cancellation))
        {
            alerts.AddRange(
                await data.ReadAsync<IReadOnlyList<Alert>>(
                    connection =>
                        [
                            .. Coverage(connection, market, stops ?? []),
                            .. Burns(connection, market, at),
                            .. Concentration(connection, market, at),
                        ],
                    cancellation
                )
            );
            if (await data.ReadMarketAsync(market.System, at, cancellation) is { } overview)
            {
                alerts.AddRange(OfConcerns(overview, at));
            }

            alerts.AddRange(ForecastMisses.Of(forecasts, market, at));
        }

        return
        [
            .. alerts
                .OrderByDescending(alert => alert.Severity)
                .ThenBy(alert => alert.Market.System, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<Alert> OfConcerns(MarketOverview market, Moment at) =>
        ConcernReader
            .Read(market)
            .Where(concern => concern.Severity > Severity.Calm)
            .Select(concern =>
            {
                bool isUnlock = concern.MetricKey == "unlocks";
                string page = at.On(
                    isUnlock ? $"/unlocks?market={market.Summary.System}" : $"/m/{market.Summary.System}"
                );
                return new Alert(
                    market.Summary,
                    isUnlock ? "unlock" : "concern",
                    concern.Severity,
                    concern.Title,
                    concern.Sentence,
                    page
                )
                {
                    MetricKey = concern.MetricKey,
                };
            });

    private static IEnumerable<Alert> Burns(DuckDBConnection connection, MarketSummary market, Moment at)
    {
        MetricTable rows = MetricCatalogue.Run(connection, "inflation", market.System, at.Until);
        int column = rows.Columns.ToList().IndexOf("burn_rate_ppm_a_year");
        if (
            rows.Rows.Count < 2
            || rows.Rows[^2][column] is not long before
            || rows.Rows[^1][column] is not long now
            || before == 0
        )
        {
            yield break;
        }

        double change = (double)(now - before) / before;
        if (Math.Abs(change) >= BurnChangeWatch)
        {
            string sentence = PageWords.Plain(
                "alarms.the-burn-rate-went-from",
                before / 10_000.0,
                now / 10_000.0,
                change,
                BurnChangeWatch
            );
            yield return new Alert(
                market,
                "burn_rate",
                Severity.Watch,
                PageWords.Plain("alarms.the-burn-rate-changed"),
                sentence,
                at.On($"/m/{market.System}/supply")
            )
            {
                MetricKey = "inflation",
            };
        }
    }

    private static IEnumerable<Alert> Concentration(DuckDBConnection connection, MarketSummary market, Moment at)
    {
        MetricTable rows = MetricCatalogue.Run(connection, "concentration_alarms", market.System, at.Until);
        return rows
            .Rows.GroupBy(row => (Side: rows.Text(row, "side"), Symbol: rows.Text(row, "symbol")))
            .Select(group => new Alert(
                market,
                "concentration",
                Severity.Watch,
                PageWords.Plain("alarms.few-have-most", FoundText.Of(group.Key.Side), group.Key.Symbol),
                // Tokens of several chains may have one symbol: what is measured over as many parties is of one of them.
                string.Join(
                    ' ',
                    group
                        .GroupBy(row => rows.Integer(row, "parties"))
                        .Select(token =>
                            PageWords.Plain(
                                "alarms.over-parties",
                                token.Key,
                                string.Join("; ", token.Select(row => Measured(rows, row)))
                            )
                        )
                ),
                at.On($"/m/{market.System}/participants")
            )
            {
                MetricKey = "concentration_alarms",
            });
    }

    private static string Measured(MetricTable rows, object?[] row)
    {
        string measure = rows.Text(row, "measure");
        string Shown(string column) =>
            CellText.Of(measure, (long)rows.Integer(row, column), new Amounts.TokenUnit("", 0)).Text;
        return PageWords.Plain(
            "alarms.threshold",
            FoundText.Of(rows.Text(row, "meaning")),
            measure == "hhi" ? PageWords.Plain("alarms.hhi") : CellText.Heading(measure),
            Shown("value"),
            Shown("threshold")
        );
    }

    private static IEnumerable<Alert> Coverage(
        DuckDBConnection connection,
        MarketSummary market,
        IReadOnlyList<IndexStop> stops
    )
    {
        ChainHealth health = ChainHealth.Read(connection, market.System);
        string page = $"/m/{market.System}/quality";
        foreach (IndexStop stop in stops.Where(stop => health.Chains.Any(chain => chain.ChainId == stop.ChainId)))
        {
            yield return new Alert(
                market,
                stop.IsReorg ? "reorg" : "coverage",
                Severity.Alarm,
                stop.IsReorg
                    ? PageWords.Plain("alarms.final-blocks-were-replaced")
                    : PageWords.Plain("alarms.indexing-stopped"),
                PageWords.Plain("alarms.chain-is-not-followed-any", stop.ChainId, stop.Reason),
                page
            );
        }

        foreach (ChainState chain in health.Chains.Where(chain => chain.MissingBlocks > 0))
        {
            yield return new Alert(
                market,
                "coverage",
                Severity.Alarm,
                PageWords.Plain("alarms.blocks-are-missing"),
                PageWords.Plain("alarms.chain-has-blocks-missing-between", chain.ChainId, chain.MissingBlocks),
                page
            );
        }

        foreach (object?[] row in health.Quarantine.Rows)
        {
            yield return new Alert(
                market,
                "coverage",
                Severity.Watch,
                PageWords.Plain("alarms.logs-are-in-quarantine"),
                PageWords.Plain(
                    "alarms.of-could-not-be-used",
                    row[5],
                    (long)row[5]! == 1 ? PageWords.Plain("alarms.log") : PageWords.Plain("alarms.logs"),
                    row[1],
                    FoundText.Of((string)row[3]!),
                    row[4]
                ),
                page
            );
        }

        foreach (Alert deep in health.Reorgs.Rows.Select(row => Deep(market, row, health.Chains, page)).OfType<Alert>())
        {
            yield return deep;
        }
    }

    /// <summary>How near a reorg came to final blocks: the distance is that of the last block from the last final one.</summary>
    private static Alert? Deep(MarketSummary market, object?[] row, IReadOnlyList<ChainState> chains, string page)
    {
        long depth = (long)row[5]!;
        ChainState? chain = chains.FirstOrDefault(one => one.ChainId == (int)row[1]!);
        long? distance = chain?.CursorBlock - chain?.FinalizedBlock;
        string what = PageWords.Plain("alarms.chain-replaced-blocks-above-block", row[1], depth, row[2]);
        return distance is not { } final
            ? depth < ReorgDepthWatch
                ? null
                : new Alert(
                    market,
                    "reorg",
                    Severity.Watch,
                    PageWords.Plain("alarms.many-blocks-were-replaced"),
                    PageWords.Plain("alarms.no-block-of-it-is", what, ReorgDepthWatch),
                    page
                )
            : depth >= final
                ? new Alert(
                    market,
                    "reorg",
                    Severity.Alarm,
                    PageWords.Plain("alarms.as-many-blocks-were-replaced"),
                    PageWords.Plain("alarms.only-the-last-are-not", what, final, chain!.FinalizedBlock),
                    page
                )
                : 2 * depth >= final
                    ? new Alert(
                        market,
                        "reorg",
                        Severity.Watch,
                        PageWords.Plain("alarms.many-blocks-were-replaced"),
                        PageWords.Plain("alarms.the-last-are-not-final", what, final, chain!.FinalizedBlock),
                        page
                    )
                    : null;
    }
}
