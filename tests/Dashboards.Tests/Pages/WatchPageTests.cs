using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Unlocks;

namespace Souk.Dashboards.Tests.Pages;

public sealed partial class WatchPageTests(RecordedMarket market)
{
    [GeneratedRegex("data-unlock=\"bazaar Team ([0-9-]+)\">.*?data-value=\"([0-9]+)\"", RegexOptions.Singleline)]
    private static partial Regex Unlock { get; }

    [GeneratedRegex("data-fate=\"([^\"]+)\">(.*?)</tr>", RegexOptions.Singleline)]
    private static partial Regex Fate { get; }

    [GeneratedRegex("data-value=\"([0-9]+)\"")]
    private static partial Regex Value { get; }

    [GeneratedRegex("data-measure=\"(\\w+) (\\w+) bazaar\" data-value=\"([^\"]*)\"")]
    private static partial Regex Measured { get; }

    [Fact]
    public async Task Rewards_that_are_too_many_to_follow_are_said_to_be_and_the_calendar_is_there()
    {
        await using FreshMarket own = await FreshMarket.StartAsync();
        own.Connection.Execute(
            """
            insert into market.payment
            select 1, 46, n, 0, timestamp '2025-02-16', 'bazaar', 'reward', 10, 8, 3, 1, null, 'transfer', n
            from range(100, 100101) t (n);
            """
        );

        string page = await own.Client.GetStringAsync("/unlocks?market=bazaar");

        page.ShouldContain("100,001 releases and rewards are too many to follow here");
        page.ShouldContain("<code>souk unlocks after --market bazaar</code>");
        page.ShouldNotContain("data-fate=");
        page.ShouldContain("data-unlock=\"bazaar ");
    }

    [Fact]
    public async Task Buckets_without_a_contract_are_said_to_be_promised_only()
    {
        await using FreshMarket own = await FreshMarket.StartAsync();
        own.Connection.Execute(
            """
            insert into reference.fact
            select 'bazaar', section, item, field, value, 'reported', 'a', 'f', 1, timestamp '2025-01-01', null
            from (values
                ('allocations', 'community', 'token', 'GOLD'), ('allocations', 'community', 'share_percent', '25'),
                ('allocations', 'community', 'tge_percent', '5'), ('allocations', 'community', 'cliff_months', '12'),
                ('allocations', 'community', 'vesting_months', '12'), ('profile', 'bazaar', 'launched', '2025-01-01'),
                ('allocations', 'Team', 'token', 'GOLD'), ('allocations', 'Team', 'share_percent', '10'),
                ('tokens', 'GOLD', 'supply_max', '2000000'), ('tokens', 'GOLD', 'decimals', '18')
            ) t (section, item, field, value);
            """
        );

        string page = await own.Client.GetStringAsync("/unlocks?market=bazaar");
        string csv = await own.Client.GetStringAsync("/unlocks?market=bazaar&file=buckets.csv");

        page.ShouldContain("1 of 2 buckets are a promise only");
        page.ShouldContain("data-bucket=\"Team: contract\"");
        page.Split("data-bucket=\"community: promise only\"")[1]
            .Split("</tr>")[0]
            .ShouldContain("data-value=\"500000000000000000000000\"");
        csv.ShouldContain("community,promise only,500000000000000000000000,,,reported");
        csv.ShouldContain("Team,contract,200000000000000000000000,250000000000000000000000,,reported");
        // The schedule of the promise is in the calendars, marked; nobody sees what it released.
        page.ShouldContain("data-unlock=\"bazaar community (promised) ");
        string months = await own.Client.GetStringAsync("/market/bazaar?file=unlocks.csv");
        months.ShouldContain("2025-01-01,community (promised),,");
        (await own.Client.GetAsync("/")).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_calendar_shows_what_the_unlock_metric_schedules_and_each_cliff_on_its_day()
    {
        MetricTable unlocks = await market.RunAsync("unlocks");
        Dictionary<string, string> scheduled = unlocks
            .Rows.Where(row => !unlocks.Integer(row, "scheduled").IsZero)
            .ToDictionary(row => $"{row[0]:yyyy-MM-dd}", row => $"{unlocks.Integer(row, "scheduled")}");

        string page = await market.PageAsync("/unlocks?market=bazaar");

        List<(string Day, string Amount)> shown =
        [
            .. Unlock.Matches(page).Select(match => (match.Groups[1].Value, match.Groups[2].Value)),
        ];
        // The schedule is linear over 365 days from 1 January; its cliff is on day 90: 250,000 x 90 / 365.
        BigInteger cliff = BigInteger.Parse("250000000000000000000000") * 90 / 365;
        shown.ShouldContain(("2025-04-01", $"{cliff}"));
        shown.Remove(("2025-04-01", $"{cliff}"));
        shown.ShouldBe(scheduled.Select(pair => (pair.Key, pair.Value)), ignoreOrder: true);
    }

    [Fact]
    public async Task What_waits_for_a_price_is_said_to_have_no_day()
    {
        await using RecordedMarket own = new();
        await own.InitializeAsync();
        own.Connection.Execute(
            """
            insert into market.stream values
                (1, 3, 900, timestamp '2025-01-04', 'bazaar', 's/7', 7, 'lockup 7', 10, 6, 1735948800, 1735948800, 0, 5000000000000000000);
            insert into market.stream_part values
                (1, 3, 900, timestamp '2025-01-04', 'bazaar', 's/7', 1, 1099511627775, 1099511627775, 5000000000000000000, null);
            """
        );

        string page = await own.PageAsync("/unlocks?market=bazaar");
        string supply = await own.PageAsync("/m/bazaar/supply");
        string facts = await own.PageAsync("/m/bazaar/facts/vesting");

        page.ShouldContain("data-waits=\"lockup 7\">5 GOLD of lockup 7 are free once a price is reached");
        page.ShouldNotContain("data-unlock=\"bazaar lockup 7");
        supply.ShouldContain("no day is known for them: lockup 7.");
        facts.ShouldContain("waits for a price");
    }

    [Fact]
    public async Task What_became_of_unlocked_tokens_is_a_table_whose_places_add_up()
    {
        // Of 365 that the team's wallet released, 65 went on to somebody four days later; the last block is 39 days away.
        await using RecordedMarket own = new();
        await own.InitializeAsync();
        own.Connection.Execute(
            """
            insert into market.transfer values
                (1, 20, 900, 0, timestamp '2025-01-21', 'bazaar', 10, 7, 6, 365),
                (1, 22, 900, 0, timestamp '2025-01-25', 'bazaar', 10, 6, 2, 65);
            insert into market.release values (1, 20, 901, 0, timestamp '2025-01-21', 'bazaar', 7, 10, 365, 900);
            insert into market.release values (1, 20, 902, 0, timestamp '2025-01-21', 'bazaar', 7, 10, 4000000000000000000, null);
            """
        );
        IReadOnlyList<UnlockFate> fates = await own.ReadAsync(connection => AfterUnlock.Trace(connection, "bazaar"));

        string page = await own.PageAsync("/unlocks?market=bazaar");
        string all = await own.PageAsync("/unlocks");

        page.ShouldContain("data-fate=\"release Team 1 Fifo 365\"");
        page.ShouldContain("aria-label=\"Unlocked and rewarded tokens 30 days later · Synthetic demo\"");
        page.ShouldContain(">Team, releases, ");
        page.ShouldContain("data-fate=\"release Team 30 ProRata 365\"");
        page.ShouldNotContain("data-fate=\"release Team 90");
        // A release of 4 GOLD and the market's reward have no transfer.
        page.ShouldContain("data-not-followed=\"release no transfer 1\"");
        page.ShouldContain("1 release (no transfer). 4 GOLD");
        page.ShouldContain("data-not-followed=\"reward no transfer 1\"");
        List<(string Key, BigInteger[] Places)> shown =
        [
            .. Fate.Matches(page)
                .Select(match =>
                    (
                        match.Groups[1].Value,
                        Value
                            .Matches(match.Groups[2].Value)
                            .Select(cell => BigInteger.Parse(cell.Groups[1].Value))
                            .ToArray()
                    )
                ),
        ];
        shown
            .Select(row => row.Key)
            .ShouldBe(
                fates.Select(one => $"{one.Origin} {one.HolderClass} {one.HorizonDays} {one.Method} {one.Amount}")
            );
        foreach ((UnlockFate fate, (string _, BigInteger[] places)) in fates.Zip(shown))
        {
            places.ShouldBe(fate.Places);
            places.Aggregate(BigInteger.Add).ShouldBe(fate.Amount);
        }

        Fate.Matches(all).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_calendar_file_folds_its_lines_and_names_origin_and_amount()
    {
        string file = await market.Client.GetStringAsync("/api/v1/unlocks.ics");

        string[] lines = file.Split("\r\n");
        lines[0].ShouldBe("BEGIN:VCALENDAR");
        lines.ShouldAllBe(line => System.Text.Encoding.UTF8.GetByteCount(line) <= 75);
        string unfolded = file.Replace("\r\n ", "", StringComparison.Ordinal);
        unfolded.ShouldContain("UID:bazaar-20250401-cliff@souk");
        unfolded.ShouldContain("SUMMARY:Bazaar (Synthetic demo): 61\\,643.83 GOLD\\, cliff");
        unfolded.ShouldContain($"\r\nURL:{market.Address}unlocks?market=bazaar\r\n");
        Regex.Count(file, "BEGIN:VEVENT").ShouldBe(Regex.Count(file, "END:VEVENT"));
    }

    [Fact]
    public async Task Unlocks_are_told_and_drawn_in_days_of_what_the_pools_turned_over()
    {
        await using FreshMarket own = await FreshMarket.StartAsync();
        // 3,000 GOLD into the pool in the last 30 days: 100 a day.
        own.Connection.Execute(
            "insert into market.transfer values (1, 55, 7, 0, timestamp '2025-02-25', 'bazaar', 10, 3, 9, 3000000000000000000000)"
        );
        MetricTable unlocks = MetricCatalogue.Run(own.Connection, "unlocks", "bazaar");
        (DateOnly Month, decimal Days)[] expected =
        [
            .. unlocks
                .Rows.Where(row => !unlocks.Integer(row, "scheduled").IsZero)
                .Select(row =>
                    (
                        unlocks.Value<DateOnly>(row, "month"),
                        Math.Round((decimal)(unlocks.Integer(row, "scheduled") / BigInteger.Pow(10, 18)) / 100, 1)
                    )
                ),
        ];

        string csv = await own.Client.GetStringAsync("/unlocks?market=bazaar&file=days.csv");
        string page = await own.Client.GetStringAsync("/unlocks?market=bazaar");

        decimal[] drawn =
        [
            .. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Where(line => char.IsAsciiDigit(line[0]))
                .Select(line => decimal.Parse(line.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture)),
        ];
        drawn.ShouldBe(expected.Select(one => one.Days), tolerance: 0.1m);
        foreach ((DateOnly _, decimal days) in expected)
        {
            page.ShouldContain(
                $"<td>{days.ToString("#,##0.0", System.Globalization.CultureInfo.InvariantCulture)}</td>"
            );
        }
    }

    [Fact]
    public async Task Compared_numbers_are_those_of_the_metrics()
    {
        string page = await market.PageAsync("/compare?markets=bazaar,empty");

        List<(string Metric, string Column, string Value)> shown =
        [
            .. Measured
                .Matches(page)
                .Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value)),
        ];
        shown.Count.ShouldBeGreaterThan(10);
        MetricTable held = await market.RunAsync("concentration");
        string Held(string side, string column) =>
            $"{held.Integer(held.Rows.Last(row => held.Text(row, "side") == side), column)}";
        shown
            .Where(one => one.Metric == "concentration")
            .Select(one => one.Value)
            .ShouldBe([
                Held("earners", "gini_ppm"),
                Held("earners", "hhi"),
                Held("earners", "nakamoto"),
                Held("holders", "nakamoto"),
            ]);
        // Rewards are in one token and sales in another: no share is the market's.
        shown.Single(one => one.Metric == "subsidy").Value.ShouldBe("");
        foreach (
            (string metric, string column, string value) in shown.Where(one =>
                one.Metric is not ("concentration" or "subsidy")
            )
        )
        {
            MetricTable table = await market.RunAsync(metric);
            object?[] row = table.Rows.Last(row =>
                !table.Columns.Contains("symbol")
                || table.Rows.All(other => table.Text(other, "symbol") == table.Text(row, "symbol"))
                || table.Text(row, "symbol") == "USDC"
            );
            value.ShouldBe(
                row[table.Columns.ToList().IndexOf(column)] is null ? "" : $"{table.Integer(row, column)}",
                $"{metric}.{column}"
            );
        }
    }

    [Fact]
    public async Task Alerts_on_the_page_are_those_of_the_api_and_name_their_thresholds()
    {
        using JsonDocument answer = JsonDocument.Parse(await market.Client.GetStringAsync("/api/v1/alerts"));

        string page = await market.PageAsync("/alerts");

        JsonElement[] alerts = [.. answer.RootElement.EnumerateArray()];
        alerts.Select(alert => alert.GetProperty("kind").GetString()).ShouldContain("coverage");
        alerts.Select(alert => alert.GetProperty("kind").GetString()).ShouldContain("concentration");
        foreach (JsonElement alert in alerts)
        {
            page.ShouldContain(alert.GetProperty("sentence").GetString()!);
        }

        Regex.Count(page, "data-alert=").ShouldBe(alerts.Length);
    }
}
