using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Parties;
using Souk.Warehouse.Tests.Tokens;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>What was known when, in our time: a file of January, its revision of March, and a figure that April takes back.</summary>
public sealed class KnowledgeTimeTests : IDisposable
{
    private readonly PaidMarket _market = new();

    public KnowledgeTimeTests() =>
        _market.Connection.Execute(
            """
            insert into reference.offchain_revenue values
                ('m', '2024-01-01', '2024-03-31', 'USD', 100, 'reported', 'a', timestamp '2025-01-01 09:00:00', timestamp '2025-03-01 09:00:00'),
                ('m', '2024-01-01', '2024-03-31', 'USD', 130, 'reported', 'a', timestamp '2025-03-01 09:00:00', null),
                ('m', '2024-04-01', '2024-06-30', 'USD', 50, 'reported', 'a', timestamp '2025-02-01 09:00:00', timestamp '2025-04-01 09:00:00');
            """
        );

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData(null, "130")]
    [InlineData("2024-12-31", "")]
    [InlineData("2025-01-01 08:59:59", "")]
    [InlineData("2025-01-01 09:00:00", "100")]
    [InlineData("2025-02-15", "100, 50")]
    [InlineData("2025-03-01 08:59:59", "100, 50")]
    [InlineData("2025-03-01 09:00:00", "130, 50")]
    [InlineData("2025-04-01 09:00:00", "130")]
    public void An_imported_figure_is_what_was_known_then(string? knownAt, string amounts)
    {
        MetricTable table = Run("offchain_revenue", knownAt);

        string.Join(", ", table.Rows.Select(row => Short($"{row[3]}"))).ShouldBe(amounts);
    }

    [Fact]
    public void What_registries_said_is_what_they_said_then_and_the_next_question_is_about_now_again()
    {
        using var files = new TokenFiles();
        files.Import(Profile("ai_for_crypto"), TokenFiles.Monday);
        files.Import(Profile("neither"), TokenFiles.Monday.AddDays(7));

        string[] asked =
        [
            .. new DateTime?[] { TokenFiles.Monday.AddDays(1), TokenFiles.Monday.AddDays(7), null }.Select(knownAt =>
                (string)MetricCatalogue.Run(files.Connection, "directions", "m", knownAt: knownAt).Rows.Single()[0]!
            ),
        ];

        asked.ShouldBe(["ai_for_crypto", "neither", "neither"]);
        files.Rows("select direction from reference.system").ShouldBe(["neither"]);
    }

    [Fact]
    public void The_revision_log_ends_where_knowledge_did_and_has_the_logs_that_a_reorg_removed()
    {
        _market.Connection.Execute(
            """
            insert into chain.contract values (1, 5, 'm', 'token', 'GOLD', 0, null), (1, 6, 'other', 'token', 'X', 0, null);
            insert into chain.removed_log
            select 1, 7, place, 0, 10, 11, 5 + place, 0, null, null, null, null, null, null, null, ''::blob, timestamp '2025-02-10'
            from range(2) as logs(place);
            """
        );

        Revised("2025-02-09").ShouldBe([]);
        Revised("2025-02-10")
            .ShouldBe(["removed_log 1/7/0 0x0000000000000000000000000000000a0000000000000000000000000000000b -"]);
        Revised("2025-03-31")[1..].ShouldBe(["offchain_revenue 2024-01-01/2024-03-31/USD/a 100 130"]);
        Revised(null)[2..].ShouldBe(["offchain_revenue 2024-04-01/2024-06-30/USD/a 50 -"]);

        string[] Revised(string? knownAt)
        {
            MetricTable table = Run("revisions", knownAt);
            return
            [
                .. table.Rows.Select(row =>
                    string.Join(
                        ' ',
                        new[] { "kind", "subject", "old_value", "new_value" }.Select(column =>
                            Short(table.Text(row, column))
                        )
                    )
                ),
            ];
        }
    }

    [Fact]
    public void Kept_answers_are_kept_by_knowledge_time()
    {
        MetricAnswers answers = MetricAnswers.Keep(_market.Connection);
        answers.Refresh(_market.Connection);

        int then = Run("offchain_revenue", "2025-02-15").Rows.Count;
        int now = Run("offchain_revenue", null).Rows.Count;
        int again = Run("offchain_revenue", "2025-02-15").Rows.Count;

        (then, now, again, answers.Hits).ShouldBe((2, 1, 2, 1L));
    }

    [Fact]
    public void A_label_counts_while_it_is_known()
    {
        _market.Transfer(0, 10, 100);
        _market.Connection.Execute(
            """
            insert into party.declared_label
            select address, 'A foundation', 'foundation', 1000000, 'a', timestamp '2025-03-01', timestamp '2025-04-01'
            from chain.address where address_id = 10
            """
        );

        string Circulating(string? knownAt)
        {
            MetricTable table = Run("circulating", knownAt);
            return $"{table.Integer(table.Rows.Single(row => table.Text(row, "definition") == "souk"), "amount")}";
        }

        string[] known = [Circulating("2025-02-01"), Circulating("2025-03-15"), Circulating(null)];
        known.ShouldBe(["100", "0", "100"]);
    }

    [Fact]
    public void A_label_that_is_replaced_is_a_revision_in_every_market()
    {
        string folder = Directory.CreateTempSubdirectory("souk-revised-").FullName;
        try
        {
            Import("one.csv", "team", "2025-03-01");
            Import("two.csv", "treasury", "2025-04-01");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        const string Revision =
            "label 0x1111111111111111111111111111111111111111 Acme team 1000000 ppm Acme treasury 1000000 ppm one.csv two.csv 03/01/2025 00:00:00 04/01/2025 00:00:00";
        _market.Rows("revisions", "label").ShouldBe([Revision]);
        _market.Rows("revisions", "label", knownAt: new DateTime(2025, 3, 31)).ShouldBeEmpty();
        MetricCatalogue.Run(_market.Connection, "revisions", "another market").Rows.Count.ShouldBe(1);

        void Import(string name, string labelClass, string day)
        {
            string file = Path.Combine(folder, name);
            File.WriteAllText(
                file,
                $"address,entity,class,source\n0x1111111111111111111111111111111111111111,Acme,{labelClass},{name}\n"
            );
            LabelImport.Run(
                _market.Connection,
                file,
                DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture),
                replaces: true
            );
        }
    }

    [Fact]
    public void A_metric_of_chains_alone_is_refused_instead_of_answered_for_now() =>
        Should
            .Throw<ArgumentException>(() => Run("supply", "2025-02-15"))
            .Message.ShouldContain("Metric 'supply' builds on no file's values.");

    private MetricTable Run(string key, string? knownAt) =>
        MetricCatalogue.Run(
            _market.Connection,
            key,
            "m",
            knownAt: knownAt is null ? null : DateTime.Parse(knownAt, System.Globalization.CultureInfo.InvariantCulture)
        );

    private static string Short(string amount) => amount.Replace(".000000000000000000", "", StringComparison.Ordinal);

    private static string Profile(string direction) =>
        $$"""
            system: m
            profile: { title: M, pillar: data, direction: {{direction}}, stage: live, confidence: exact, source: a }
            tokens: [{ symbol: GOLD, decimals: 0, confidence: exact, source: a }]
            """;
}
