using System.Text.Json;
using System.Text.RegularExpressions;
using Souk.Dashboards.Alarms;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;
using Souk.Research.Forecasts;

namespace Souk.Dashboards.Tests.Pages;

/// <summary>Each kind of alert where its threshold is passed, and not before.</summary>
public sealed class AlertTests(RecordedMarket market)
{
    /// <summary>A month more, in which 50 GOLD a day are burned instead of 10, and a reorg of nine blocks, as many as are not
    /// final.</summary>
    private const string March = """
        insert into chain.block
        select 1, n, n + 1, 0, n, 0, timestamp '2025-01-01' + interval (n) day from range(60, 91) t (n);
        insert into market.transfer
        select 1, n, 1, 0, timestamp '2025-01-01' + interval (n) day, 'bazaar', 10, 3, 0, 50000000000000000000::hugeint
        from range(60, 91) t (n);
        insert into chain.reorg values
            (1, 44, 1, 1, 53, 2, 2, 54, 3, 3, 9, 4, 5, timestamp '2025-02-23', timestamp '2025-02-23');
        """;

    private static readonly (string Name, string Series, bool IsSelfTest)[] s_forecasts =
    [
        ("loud", "bazaar/cap", false),
        ("calm", "bazaar/calm", false),
        ("test", "bazaar/cap", true),
    ];

    [Fact]
    public async Task Each_kind_is_told_with_its_numbers_where_its_threshold_is_passed()
    {
        await using FreshMarket own = await FreshMarket.StartAsync(
            new DashboardParts { IndexStops = () => [new IndexStop(1, IsReorg: true, "block 50 is another one.")] }
        );
        own.Connection.Execute(March);

        ILookup<string, string> told = await ReadAsync(own.Client);

        told["unlock"].ShouldContain(sentence => sentence.Contains("of what circulates today"));
        told["burn_rate"].Single().ShouldContain("within a month: a change of +");
        told["concentration"].ShouldContain(sentence => sentence.Contains("threshold"));
        told["coverage"].ShouldContain("1 log of The shop could not be used (amount): price is 10^40, above 10^38.");
        told["reorg"]
            .ShouldBe([
                "Chain 1 is not followed any more: block 50 is another one.",
                "Chain 1 replaced 9 blocks above block 44. Only the last 9 are not final now (block 50 is): one as deep would replace final blocks.",
            ]);
        (await own.Client.GetStringAsync("/alerts")).ShouldContain("Final blocks were replaced");
    }

    [Fact]
    public async Task A_published_band_that_missed_is_told_with_what_came_and_one_that_held_or_tests_us_is_not()
    {
        await using FreshMarket own = await FreshMarket.StartAsync();
        foreach ((string name, string series, bool isSelfTest) in s_forecasts)
        {
            PublishedForecast said = ForecastPageTests.Forecast(name, isSelfTest);
            ForecastShelf.Load(
                own.Connection,
                said with
                {
                    Bands = [.. said.Bands.Select(band => band with { Series = series })],
                }
            );
        }

        own.Connection.Execute(
            """
            insert into reference.series values
                ('bazaar', 'cap', date '2025-11-29', 4, 'reported', 'a file', now()::timestamp, null),
                ('bazaar', 'cap', date '2025-12-06', 40, 'reported', 'a file', now()::timestamp, null),
                ('bazaar', 'calm', date '2025-11-29', 4, 'reported', 'a file', now()::timestamp, null)
            """
        );
        ForecastScoring.Run(own.Connection, new DateTime(2025, 12, 7, 0, 0, 0, DateTimeKind.Utc));

        ILookup<string, string> told = await ReadAsync(own.Client);

        told["forecast"]
            .Single()
            .ShouldStartWith(
                "loud: bazaar/cap came to 40 USD on 2025-12-06; published 2025-11-22 were 1.45 to 9.55 in 90 of 100 simulated futures under these assumptions. So far 1 of 2 within the 90 % band"
            );
        (await own.Client.GetStringAsync("/alerts")).ShouldContain(
            "data-alert=\"forecast\"><strong><a href=\"/forecasts#misses\">A published band missed</a>"
        );
        (await own.Client.GetStringAsync("/api/v1/alerts.ics")).ShouldContain("UID:bazaar-forecast-");
    }

    [Fact]
    public async Task Alerts_of_a_day_are_of_its_rows_and_lead_to_the_rows_of_their_metric()
    {
        string now = await market.PageAsync("/alerts?market=bazaar");
        string day = await market.PageAsync("/alerts?as_of=2025-02-01");

        now.ShouldContain("href=\"/metrics/unlocks?market=bazaar\"");
        day.ShouldContain("href=\"/metrics/unlocks?market=bazaar&as_of=2025-02-01\"");
        day.ShouldContain("as of block 31");
        now.ShouldNotContain("as of block 31");
    }

    [Fact]
    public async Task Below_its_threshold_nothing_is_told()
    {
        ILookup<string, string> told = await ReadAsync(market.Client);

        told["burn_rate"].ShouldBeEmpty();
        told["reorg"].ShouldBeEmpty();
    }

    [Theory]
    [InlineData(5, "Watched from half of them on.")]
    [InlineData(4, null)]
    public async Task A_reorg_is_held_against_the_distance_of_final_blocks(int depth, string? expected)
    {
        await using FreshMarket own = await FreshMarket.StartAsync();
        own.Connection.Execute($"update chain.reorg set depth = {depth}");

        string[] told = [.. (await ReadAsync(own.Client))["reorg"]];

        told.Length.ShouldBe(expected is null ? 0 : 1);
        told.ShouldAllBe(sentence => sentence.EndsWith(expected!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Alerts_are_events_of_a_calendar_that_name_origin_and_evidence()
    {
        ILookup<string, string> told = await ReadAsync(market.Client);

        string file = await market.Client.GetStringAsync("/api/v1/alerts.ics");

        string unfolded = file.Replace("\r\n ", "", StringComparison.Ordinal);
        Regex.Count(unfolded, "UID:bazaar-").ShouldBe(told.Sum(kind => kind.Count()));
        Regex.Matches(unfolded, "UID:([^\r]+)").Select(one => one.Value).ShouldBeUnique();
        unfolded.ShouldContain(
            "DTSTART;VALUE=DATE:20250301\r\nSUMMARY:Bazaar (Synthetic demo): Watch: Logs are in quarantine"
        );
        unfolded.ShouldContain($"\r\nURL:{market.Address}m/bazaar/quality\r\n");
        file.Split("\r\n").ShouldAllBe(line => System.Text.Encoding.UTF8.GetByteCount(line) <= 75);
    }

    private static async Task<ILookup<string, string>> ReadAsync(HttpClient client)
    {
        using JsonDocument answer = JsonDocument.Parse(await client.GetStringAsync("/api/v1/alerts"));
        return answer
            .RootElement.EnumerateArray()
            .Where(alert => alert.GetProperty("market").GetString() == RecordedMarket.System)
            .Select(alert => (alert.GetProperty("kind").GetString()!, alert.GetProperty("sentence").GetString()!))
            .ToLookup(alert => alert.Item1, alert => alert.Item2);
    }
}
