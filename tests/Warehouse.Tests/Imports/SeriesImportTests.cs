using Souk.DuckDb;
using Souk.Warehouse.Imports;
using Souk.Warehouse.Tests.Tokens;

namespace Souk.Warehouse.Tests.Imports;

public sealed class SeriesImportTests : IDisposable
{
    private readonly TokenFiles _files = new();

    public SeriesImportTests() =>
        _files.Import(
            """
            system: m
            profile: { title: M, pillar: data, direction: neither, stage: live, confidence: exact, source: a }
            tokens: [{ symbol: GOLD, decimals: 0, confidence: exact, source: a }]
            """
        );

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Prices_are_taken_exactly_and_their_times_become_utc()
    {
        ImportedFile done = Import(
            "price",
            "prices.csv",
            """
            system,symbol,quote,time,price,source
            m,GOLD,USD,2024-04-11T10:00:00+02:00,0.000000000000000001,exchange a
            m,GOLD,USD,2024-04-11T08:00:00Z,99999999999999999999.5,exchange b
            m,GOLD,EUR,2024-04-11 08:00:00.25Z,1.50,
            """
        );

        done.Counts.ShouldBe(new ImportCounts(3, 0, 0, 0));
        _files
            .Rows(
                "select quote, time::varchar, price::varchar, confidence, source from reference.price order by source"
            )
            .ShouldBe([
                "USD|2024-04-11 08:00:00|0.000000000000000001|reported|exchange a",
                "USD|2024-04-11 08:00:00|99999999999999999999.500000000000000000|reported|exchange b",
                "EUR|2024-04-11 08:00:00.25|1.500000000000000000|reported|prices.csv",
            ]);
    }

    [Fact]
    public void A_daily_series_of_any_name_is_taken_and_a_later_file_revises_it()
    {
        Import("series", "caps.csv", "system,series,day,value,source\nm,market_cap_usd,2025-11-22,1000,a\n");
        Import("series", "caps.csv", "system,series,day,value,source\nm,market_cap_usd,2025-11-22,1001.5,a\n");

        _files
            .Rows(
                "select series, day::varchar, value::varchar, if(superseded_at is null, 'now', 'before') from reference.series order by value"
            )
            .ShouldBe([
                "market_cap_usd|2025-11-22|1000.000000000000000000|before",
                "market_cap_usd|2025-11-22|1001.500000000000000000|now",
            ]);
    }

    [Fact]
    public void A_time_without_its_zone_is_refused_unless_the_offset_is_given()
    {
        const string Text = "system,symbol,quote,time,price,source\nm,GOLD,USD,2024-04-11 08:00:00,1,a\n";

        Refuse("price", "prices.csv", Text)
            .ShouldContain(
                "line 2      time               time is '2024-04-11 08:00:00'; expected a time with its offset"
            );
        Import("price", "prices.csv", Text, offset: TimeSpan.FromHours(-5));

        _files.Rows("select time::varchar from reference.price").ShouldBe(["2024-04-11 13:00:00"]);
    }

    [Theory]
    [InlineData("\u0661\u0662")]
    [InlineData("1\u0662")]
    [InlineData("1000000000000000000")]
    public void Numbers_are_in_ascii_digits_and_counts_of_no_more_than_eighteen(string count)
    {
        string text = $"system,event_key,time,class,count\nm,a,2024-04-11T08:00:00Z,login,{count}\n";

        Refuse("offchain_event", "events.csv", text).ShouldContain("of up to 18 digits");
        _files.Rows("select count(*) from reference.offchain_event").ShouldBe(["0"]);
    }

    [Fact]
    public void Every_bad_cell_is_listed_and_nothing_is_written()
    {
        string refusal = Refuse(
            "price",
            "prices.csv",
            """
            system,symbol,quote,time,price,source
            m,GOLD,USD,2024-04-11T08:00:00Z,1,a
            m,GOLD,USD,2024-04-12T08:00:00Z,-1,a
            m,GLOD,USD,2024-04-13T08:00:00Z,1,a
            n,GOLD,USD,2024-04-14T08:00:00Z,1,a
            m,GOLD,USD,yesterday,1e3,a
            m,GOLD,USD,2024-04-11T10:00:00+02:00,2,a
            m,GOLD,,2024-04-15T08:00:00Z,1,a
            m,GOLD,USD,2026-11-04T00:00:00Z,1,a
            m,GOLD,USD,2024-02-30T00:00:00Z,1,a
            """
        );

        refusal.ShouldContain("line 3      price              price is '-1'; expected a number from 0");
        refusal.ShouldContain("negative amounts are refused");
        refusal.ShouldContain("line 4      symbol             'GLOD' is no known token of m; did you mean 'GOLD'?");
        refusal.ShouldContain("line 5      system             'n' is no known system; did you mean 'm'?");
        refusal.ShouldContain("line 6      time               time is 'yesterday'");
        refusal.ShouldContain("line 6      price              price is '1e3'");
        refusal.ShouldContain(
            "line 7      system, symbol, quote, time, source the same as on line 2, with other values"
        );
        refusal.ShouldContain("line 8      quote              is empty");
        refusal.ShouldContain("line 9      time               2026-11-04 00:00:00.000000 has not come yet");
        refusal.ShouldContain("line 10     time               time is '2024-02-30T00:00:00Z'");
        refusal.Split('\n').Length.ShouldBe(11);
        Nothing("price");
    }

    [Fact]
    public void Rows_that_repeat_are_counted_and_taken_once()
    {
        ImportedFile done = Import(
            "sector_capitalisation",
            "sector.csv",
            """
            sector,day,capitalisation_usd,source
            ai,2023-04-30,2700000000,s
            ai,2023-04-30,2700000000.00,s
            ai,2024-03-15,26400000000,s
            """
        );

        done.Duplicates.ShouldBe(1);
        done.Counts.Added.ShouldBe(2);
        _files
            .Metric("sector_capitalisation", "m", new DateTime(2024, 1, 1))
            .ShouldBe(["ai|2023-04-30|2700000000.000000000000000000|-|reported|s"]);
    }

    [Fact]
    public void A_change_over_thirty_days_is_exact()
    {
        Import(
            "sector_capitalisation",
            "sector.csv",
            "sector,day,capitalisation_usd,source\nai,2024-02-14,10,s\nai,2024-03-15,24.5,s\nai,2024-03-15,99,other\n"
        );

        _files.Metric("sector_capitalisation", "m").Select(row => row.Split('|')[3]).ShouldBe(["-", "-", "1450000"]);
    }

    [Fact]
    public void A_later_file_revises_and_what_was_known_before_can_be_asked_for()
    {
        const string Header = "sector,day,capitalisation_usd,source\n";
        Import("sector_capitalisation", "one.csv", Header + "ai,2024-03-14,20,s\nai,2024-03-15,26,s\n");

        ImportedFile again = Import(
            "sector_capitalisation",
            "two.csv",
            Header + "ai,2024-03-15,27,s\nai,2024-03-16,28,s\nai,2024-03-14,20,s\n",
            TokenFiles.Monday.AddDays(1)
        );

        again.Counts.ShouldBe(new ImportCounts(Added: 1, Revised: 1, Removed: 0, Unchanged: 1));
        Known("2026-11-02 12:00").ShouldBe(["2024-03-14|20", "2024-03-15|26"]);
        Known("2026-11-03 12:00").ShouldBe(["2024-03-14|20", "2024-03-15|27", "2024-03-16|28"]);
        Known("2026-11-01 12:00").ShouldBeEmpty();
        _files
            .Rows(
                "select file, added, revised, unchanged, length(digest) from reference.import where table_name = 'sector_capitalisation' order by recorded_at"
            )
            .ShouldBe(["one.csv|2|0|0|64", "two.csv|1|1|1|64"]);
    }

    [Fact]
    public void Off_chain_events_are_counted_by_class_and_join_the_chain_by_address()
    {
        _files.Connection.Execute(
            """
            insert into chain.address values (5, unhex('1111111111111111111111111111111111111111'));
            insert into market.contribution values (1, 0, 0, timestamp '2025-01-01', 'm', 'a', 5, 1);
            """
        );
        Import(
            "offchain_event",
            "events.jsonl",
            """
            {"system":"m","event_key":"e1","time":"2025-01-02T00:00:00Z","class":"page_view","count":40}
            {"system":"m","event_key":"e2","time":"2025-01-03T00:00:00Z","class":"login","party":"0x1111111111111111111111111111111111111111"}
            {"system":"m","event_key":"e3","time":"2025-01-04T00:00:00Z","class":"login","party":"0x2222222222222222222222222222222222222222"}

            {"system":"m","event_key":"e4","time":"2025-02-04T00:00:00Z","class":"post","party":null}
            {"system":"m","event_key":"e5","time":"2025-02-04T00:00:00Z","class":"navigation","count":"2"}
            """
        );

        _files
            .Metric("offchain_events", "m")
            .ShouldBe([
                "2025-01-01|login|2|2|1",
                "2025-01-01|page_view|40|0|0",
                "2025-02-01|navigation|2|0|0",
                "2025-02-01|post|1|0|0",
            ]);
        _files.Metric("offchain_events", "m", new DateTime(2025, 1, 3, 12, 0, 0)).Length.ShouldBe(2);
        Refuse(
                "offchain_event",
                "bad.jsonl",
                """{"system":"m","event_key":"e9","time":"2025-01-02T00:00:00Z","class":"pageview"}"""
            )
            .ShouldContain("class is 'pageview'; did you mean 'page_view'?");
        Refuse("offchain_event", "bad.jsonl", "[1]\n{\"a\": {}}\n")
            .ShouldContain("line 2: no JSON object of values: a is Object");
    }

    [Fact]
    public void A_wallet_leaves_its_footprint_by_browsing_publishing_and_transacting()
    {
        _files.Connection.Execute(
            """
            insert into chain.address values (5, unhex('1111111111111111111111111111111111111111')), (6, unhex('2222222222222222222222222222222222222222'));
            insert into market.contribution values (1, 0, 0, timestamp '2025-01-01', 'm', 'a', 5, 1);
            insert into market.transfer values (1, 0, 1, 0, timestamp '2025-01-01', 'm', 1, 0, 5, 9), (1, 0, 2, 0, timestamp '2025-01-05', 'm', 1, 5, 6, 9);
            """
        );
        Import(
            "offchain_event",
            "events.csv",
            """
            system,event_key,time,class,party,count
            m,e1,2025-01-02T00:00:00Z,page_view,0x1111111111111111111111111111111111111111,4
            m,e2,2025-01-03T00:00:00Z,post,0x1111111111111111111111111111111111111111,
            m,e3,2025-01-03T00:00:00Z,login,0x3333333333333333333333333333333333333333,7
            """
        );

        _files
            .Metric("footprint", "m")
            .ShouldBe([
                "0x1111111111111111111111111111111111111111|4|2|2|625000",
                "0x3333333333333333333333333333333333333333|7|0|0|1000000",
                "0x2222222222222222222222222222222222222222|0|0|1|0",
            ]);
        _files
            .Metric("footprint", "m", new DateTime(2025, 1, 1, 12, 0, 0))
            .ShouldBe(["0x1111111111111111111111111111111111111111|0|1|1|0"]);
    }

    [Fact]
    public void Stars_and_downloads_are_of_the_model_that_they_are_imported_for()
    {
        _files.Connection.Execute(
            "insert into market.asset values (1, 0, 0, timestamp '2025-01-01', 'm', 'm/voice', 'model', 'Voice', null)"
        );

        Import(
            "adoption",
            "adoption.csv",
            "system,asset_key,platform,measure,day,value,source\nm,m/voice,huggingface,downloads,2025-03-01,1000,hf\nm,m/voice,huggingface,downloads,2025-04-05,1500,hf\nm,m/voice,github,stars,2025-04-05,70,gh\n"
        );

        _files
            .Metric("adoption", "m")
            .ShouldBe([
                "m/voice|Voice|github|stars|2025-04-05|70|-|reported|gh",
                "m/voice|Voice|huggingface|downloads|2025-04-05|1500|500|reported|hf",
            ]);
    }

    [Fact]
    public void Parquet_is_taken_like_text_and_its_types_are_kept_exact()
    {
        string path = _files.Write("", "adoption.parquet");
        _files.Connection.Execute(
            $"""
            copy (
                select 'm' as system, 'model' as asset_key, 'huggingface' as platform, 'downloads' as measure, day, value::decimal(38, 0) as value, 'hf' as source
                from (values (date '2025-05-01', 10), (date '2025-06-05', 99999999999999999999999999999999999999::hugeint)) as v(day, value)
            ) to '{path}' (format parquet)
            """
        );
        SeriesImport
            .Run(_files.Connection, "adoption", [], [path], TokenFiles.Monday)
            .Single()
            .Counts.Added.ShouldBe(2);

        _files
            .Metric("adoption", "m")
            .ShouldBe([
                "model||huggingface|downloads|2025-06-05|99999999999999999999999999999999999999|99999999999999999999999999999999999989|reported|hf",
            ]);
        _files
            .Metric("adoption", "m", new DateTime(2025, 5, 20))
            .ShouldBe(["model||huggingface|downloads|2025-05-01|10|-|reported|hf"]);
    }

    [Fact]
    public void Times_of_Parquet_with_and_without_zone_are_told_apart()
    {
        string path = _files.Write("", "price.parquet");
        void Copy(string type) =>
            _files.Connection.Execute(
                $"copy (select 'm' as system, 'GOLD' as symbol, 'USD' as quote, '2025-01-01 00:00:00+00'::{type} as time, 1 as price) to '{path}' (format parquet)"
            );

        Copy("timestamp");
        Should
            .Throw<ImportException>(() => SeriesImport.Run(_files.Connection, "price", [], [path], TokenFiles.Monday))
            .Message.ShouldContain("time zone");
        Copy("timestamptz");
        SeriesImport.Run(_files.Connection, "price", [], [path], TokenFiles.Monday);

        _files.Rows("select time::varchar from reference.price").ShouldBe(["2025-01-01 00:00:00"]);
    }

    [Fact]
    public void One_bad_file_of_two_stops_both()
    {
        string good = _files.Write("sector,day,capitalisation_usd\nai,2024-03-15,26\n", "good.csv");
        string bad = _files.Write("sector,day,capitalisation_usd\nai,2024-03-15,much\n", "bad.csv");

        Should.Throw<ImportException>(() =>
            SeriesImport.Run(_files.Connection, "sector_capitalisation", [], [good, bad], TokenFiles.Monday)
        );

        Nothing("sector_capitalisation");
    }

    [Fact]
    public void A_dry_run_tells_what_would_come_of_it()
    {
        Import("sector_capitalisation", "a.csv", "sector,day,capitalisation_usd\nai,2024-03-15,26\n", isDryRun: true)
            .Counts.Added.ShouldBe(1);

        Nothing("sector_capitalisation");
    }

    [Theory]
    [InlineData("sector,day\nai,2024-03-15\n", "the column 'capitalisation_usd' is missing")]
    [InlineData(
        "sector,day,capitalisation_usd,sorce\nai,2024-03-15,1,a\n",
        "no column 'sorce' in sector_capitalisation; did you mean 'source'?"
    )]
    [InlineData("sector,day,day,capitalisation_usd\nai,2024-03-15,2024-03-15,1\n", "two columns 'day'")]
    [InlineData(
        "sector,day,capitalisation_usd\nai,15/03/2024,1\n",
        "day is '15/03/2024'; expected a day such as 2024-04-11"
    )]
    [InlineData("", "is empty")]
    public void Columns_that_do_not_fit_are_named(string text, string complaint) =>
        Refuse("sector_capitalisation", "a.csv", text).ShouldContain(complaint);

    [Fact]
    public void A_misspelt_table_and_an_unknown_format_are_named()
    {
        Should
            .Throw<ImportException>(() =>
                SeriesImport.Run(_files.Connection, "prices", ["tokens"], [], TokenFiles.Monday)
            )
            .Message.ShouldContain("did you mean 'price'?");
        Refuse("price", "prices.xls", "x").ShouldContain("'.xls' is no format of ours");
        Refuse("price", "prices.parquet", "x").ShouldContain("cannot be read as Parquet");
    }

    private string[] Known(string time) =>
        _files.Rows(
            $"select day, capitalisation_usd::bigint from reference.sector_capitalisation_at(timestamp '{time}') order by day"
        );

    private void Nothing(string table)
    {
        _files.Rows($"select count(*) from reference.{table}").ShouldBe(["0"]);
        _files.Rows("select count(*) from reference.import where table_name <> 'tokens'").ShouldBe(["0"]);
    }

    private ImportedFile Import(
        string table,
        string name,
        string text,
        DateTime? recordedAt = null,
        TimeSpan? offset = null,
        bool isDryRun = false
    ) =>
        SeriesImport
            .Run(
                _files.Connection,
                table,
                [],
                [_files.Write(text, name)],
                recordedAt ?? TokenFiles.Monday,
                offset,
                isDryRun
            )
            .Single();

    private string Refuse(string table, string name, string text) =>
        Should.Throw<ImportException>(() => Import(table, name, text)).Message;
}
