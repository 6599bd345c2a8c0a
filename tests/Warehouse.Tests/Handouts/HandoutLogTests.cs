using Souk.DuckDb;
using Souk.Warehouse.Exports;
using Souk.Warehouse.Handouts;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Metrics;

namespace Souk.Warehouse.Tests.Handouts;

public sealed class HandoutLogTests : IDisposable
{
    private const string Moment = "2025-06-30 23:59:59";
    private static readonly DateTime s_monday = new(2025, 7, 7, 9, 0, 0, DateTimeKind.Utc);

    private readonly PaidMarket _market = new();

    public HandoutLogTests() => _market.Transfer(0, 10, 100);

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Another_answer_to_the_same_question_is_a_revision_with_both_and_with_what_had_changed()
    {
        HandOut(HandoutKind.Memo, s_monday, "holders", "gmv");
        HandOut(HandoutKind.Site, s_monday.AddDays(1), "holders", "gmv");
        // A new mapping finds a transfer that the old one had not.
        _market.Transfer(0, 11, 7);
        _market.Connection.Execute(
            "insert into chain.manifest (system, decoding, mapping) values ('m', 'd', 'another mapping')"
        );

        HandOut(HandoutKind.Memo, s_monday.AddDays(2), "holders", "gmv");

        ChangedAnswer changed = HandoutLog.ReadChanges(_market.Connection, "m").Single();
        (changed.Metric, $"{changed.AsOf:yyyy-MM-dd HH:mm:ss}", changed.Changed).ShouldBe(
            ("holders", Moment, "the mapping")
        );
        (changed.Old.At, changed.Old.In, changed.Old.Rows).ShouldBe((s_monday, "memo m", 1L));
        (changed.New.At, changed.New.In, changed.New.Rows).ShouldBe((s_monday.AddDays(2), "memo m", 1L));
        changed.Lines!.Value.Gone.Single().ShouldContain(",100");
        changed.Lines!.Value.Come.Single().ShouldContain(",107");
        string row = _market.Rows("revisions").Single();
        row.ShouldStartWith($"handed_answer holders as of {Moment} 1 rows, {changed.Old.Digest[..12]} 1 rows, ");
        row.ShouldContain("memo m; Souk 0.1.0; changed: the mapping");
        _market.Rows("revisions", knownAt: s_monday.AddDays(1)).ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_as_of_a_later_block_is_to_another_question()
    {
        HandOut(HandoutKind.Memo, s_monday, "holders");
        _market.Connection.Execute("insert into chain.block values (1, 1, 2, 2, 1, 1, timestamp '2025-07-01')");
        _market.Transfer(0, 11, 7, "2025-07-01");

        HandOut(HandoutKind.Memo, s_monday.AddDays(1), "holders");

        HandoutLog.ReadChanges(_market.Connection, market: null).ShouldBeEmpty();
        // Asked again as of its own moment, the first one still holds.
        HandoutLog.Check(_market.Connection, "m", s_monday.AddDays(2)).ShouldBe(2);
        HandoutLog.ReadChanges(_market.Connection, market: null).ShouldBeEmpty();
        HandoutLog
            .Read(_market.Connection, "m")
            .Select(entry => $"{entry.Id} {entry.Kind} {entry.Answers}")
            .ShouldBe(["1 memo 1", "2 memo 1", "3 check 2"]);
    }

    [Fact]
    public void A_check_finds_what_a_file_changed_and_names_the_files()
    {
        HandOut(HandoutKind.Workbook, s_monday, "circulating");
        _market.Label(10, "A foundation", "foundation");

        HandoutLog.Check(_market.Connection, market: null, s_monday.AddDays(1)).ShouldBe(1);

        ChangedAnswer changed = HandoutLog.ReadChanges(_market.Connection, "m").Single();
        (changed.Metric, changed.Changed, changed.New.In).ShouldBe(("circulating", "files", "check earlier answers"));
        changed
            .Lines!.Value.Gone.Single(line => line.Contains(",souk,", StringComparison.Ordinal))
            .ShouldContain(",100,");
    }

    [Fact]
    public void Questions_are_kept_once_and_the_log_of_revisions_is_none()
    {
        HandOut(HandoutKind.Page, s_monday, "holders", "holders", "revisions", "data_health");

        HandoutLog.Read(_market.Connection, "m").Single().Answers.ShouldBe(1);
        // Nobody remembers what is asked after the journal ended.
        MetricCatalogue.Run(_market.Connection, "gmv", "m");
        _market.Connection.Scalar<long>("select count(*) from reference.handed_answer").ShouldBe(1);
    }

    [Fact]
    public void No_export_has_the_log()
    {
        HandOut(HandoutKind.Memo, s_monday, "holders");
        string folder = Directory.CreateTempSubdirectory("souk-handouts-").FullName;
        try
        {
            ExportSummary done = WarehouseExport.Write(_market.Connection, folder, ExportFormat.Csv);

            done.Files.ShouldContain(file => file.Table == "market.transfer");
            done.Files.Select(file => file.Table).Intersect(HandoutLog.Tables).ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void HandOut(HandoutKind kind, DateTime now, params string[] metrics)
    {
        using AnswerJournal journal = AnswerJournal.Begin(_market.Connection);
        foreach (string metric in metrics)
        {
            MetricCatalogue.Run(_market.Connection, metric, "m");
        }

        HandoutLog.Write(_market.Connection, new Handout(kind, "m", "m", "", "a digest"), journal, now);
    }
}
