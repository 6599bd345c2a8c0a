using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Handouts;

/// <summary>What left the warehouse as a file, with the answers of metrics in it, and what would be answered otherwise since.
/// </summary>
public static class HandoutLog
{
    /// <summary>They stay with their warehouse and its backups: no export or snapshot has them.</summary>
    public static readonly IReadOnlyList<string> Tables = ["reference.handout", "reference.handed_answer"];

    private static readonly string s_program = typeof(HandoutLog)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion;

    // Blocks, mapping and files as MetricAnswers stamps them, apart and in words, so that a later answer can say what differs.
    private const string Stamps = """
        select
            coalesce(
                (
                    select string_agg(
                        concat_ws(':', chain_id, block_number, printf('%032x', hash_high) || printf('%032x', hash_low)),
                        ' ' order by chain_id
                    )
                    from chain.cursor
                ),
                ''
            ),
            coalesce((select string_agg(concat_ws(':', system, decoding, mapping), ' ' order by system) from chain.manifest), ''),
            concat_ws(
                ' ',
                (select concat_ws(':', count(*), max(recorded_at)) from reference.import),
                (select concat_ws(':', count(*), max(recorded_at), max(superseded_at)) from party.declared_label)
            )
        """;

    private const string LastTime = """
        select max(time) from chain.block
        where chain_id in (select chain_id from market.token where system = $market)
        """;

    private const string InsertHandout = """
        insert into reference.handout values
            ($id, $kind, $system, $subject, $parameters, $digest, $blocks, $mapping, $files, $program, $now)
        """;

    private const string InsertAnswer = """
        insert into reference.handed_answer values
            ($id, $market, $metric, $as_of, $parties, $known_at, $definition, $rows, $digest, $text)
        """;

    private const string AnswersBefore = """
        select distinct on (a.system, a.metric, a.as_of, a.parties, a.known_at)
            a.system, a.metric, a.as_of, a.parties, a.known_at,
            a.as_of is not distinct from (
                select max(time) from chain.block
                where chain_id in (select chain_id from market.token t where t.system = a.system)
            ) as is_latest
        from reference.handed_answer a
        where $market is null or a.system = $market
        order by a.system, a.metric, a.as_of, a.parties, a.known_at
        """;

    private const string Entries = """
        select
            h.handout_id, h.kind, h.system, h.subject, h.parameters, h.digest, h.blocks, h.program, h.handed_out_at,
            (select count(*) from reference.handed_answer a where a.handout_id = h.handout_id) as answers
        from reference.handout h
        where $market is null
            or h.system = $market
            or exists (from reference.handed_answer a where a.handout_id = h.handout_id and a.system = $market)
        order by h.handout_id
        """;

    private const string Changes = """
        select
            system, metric, as_of, parties, known_at, old_at, old_handout, old_row_count, old_digest, old_answer, new_at, new_handout,
            new_row_count, new_digest, new_answer, changed
        from reference.changed_answer
        where $market is null or system = $market
        order by new_at, system, metric, as_of, parties, known_at
        """;

    /// <summary>Records a handout with all answers that went into it, in one write; of a lent copy its holder does.</summary>
    /// <param name="answers">What the journal has of it; null where no metric was asked.</param>
    /// <param name="now">Our time, UTC.</param>
    /// <exception cref="WarehouseException">The holder of a lent copy did not.</exception>
    public static void Write(WarehouseFile warehouse, Handout handout, AnswerJournal? answers, DateTime now)
    {
        HandoutRecord record = Stamped(warehouse.Connection, handout, answers, now);
        if (warehouse.Copy is { } copy)
        {
            copy.Record(JsonSerializer.Serialize(record));
        }
        else
        {
            Insert(warehouse.Connection, record);
        }
    }

    /// <summary>Records what a reader of a lent copy handed out of it.</summary>
    /// <param name="line">As <see cref="Write(WarehouseFile, Handout, AnswerJournal?, DateTime)"/> sends it.</param>
    /// <exception cref="FormatException">It is another text.</exception>
    public static void Record(DuckDBConnection holder, string line)
    {
        try
        {
            Insert(holder, JsonSerializer.Deserialize<HandoutRecord>(line)!);
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"This is no handout: {wrong.Message}", wrong);
        }
    }

    /// <inheritdoc cref="Write(WarehouseFile, Handout, AnswerJournal?, DateTime)"/>
    public static void Write(DuckDBConnection connection, Handout handout, AnswerJournal? answers, DateTime now) =>
        Insert(connection, Stamped(connection, handout, answers, now));

    /// <summary>What the log keeps, of the state that the connection shows.</summary>
    private static HandoutRecord Stamped(
        DuckDBConnection connection,
        Handout handout,
        AnswerJournal? answers,
        DateTime now
    )
    {
        (string blocks, string mapping, string files) = connection
            .Query(Stamps, row => (row.GetString(0), row.GetString(1), row.GetString(2)))
            .Single();
        DateTime? Last(string market) =>
            connection
                .Query(LastTime, row => row.IsDBNull(0) ? (DateTime?)null : row.GetDateTime(0), ("market", market))
                .Single();
        return new HandoutRecord(
            handout,
            blocks,
            mapping,
            files,
            s_program,
            now,
            [.. (answers?.Given ?? []).Select(given => given with { AsOf = given.AsOf ?? Last(given.Market) })]
        );
    }

    private static void Insert(DuckDBConnection connection, HandoutRecord record)
    {
        using DuckDBTransaction write = connection.BeginTransaction();
        long id = connection.Scalar<long>("select coalesce(max(handout_id), 0) + 1 from reference.handout");
        Handout handout = record.Handout;
        connection.Execute(
            InsertHandout,
            ("id", id),
            ("kind", WordOf(handout.Kind)),
            ("system", handout.System),
            ("subject", handout.Subject),
            ("parameters", handout.Parameters),
            ("digest", handout.Digest),
            ("blocks", record.Blocks),
            ("mapping", record.Mapping),
            ("files", record.Files),
            ("program", record.Program),
            ("now", record.Now)
        );
        foreach (GivenAnswer given in record.Answers)
        {
            connection.Execute(
                InsertAnswer,
                ("id", id),
                ("market", given.Market),
                ("metric", given.Metric),
                ("as_of", given.AsOf),
                ("parties", given.Actor == MetricActor.Entity ? "entity" : "address"),
                ("known_at", given.KnownAt),
                ("definition", given.Definition),
                ("rows", given.RowCount),
                ("digest", given.Digest),
                ("text", given.Text)
            );
        }

        write.Commit();
    }

    /// <summary>Asks every question again that was ever answered in a handout, and records the answers as a check.</summary>
    /// <param name="market">Null for all.</param>
    /// <param name="now">Our time, UTC.</param>
    /// <returns>How many questions there were.</returns>
    public static int Check(DuckDBConnection connection, string? market, DateTime now)
    {
        List<AskedBefore> questions = connection.Query(
            AnswersBefore,
            row => new AskedBefore(
                row.GetString(0),
                row.GetString(1),
                row.IsDBNull(2) ? null : row.GetDateTime(2),
                row.GetString(3) == "entity" ? MetricActor.Entity : MetricActor.Address,
                row.IsDBNull(4) ? null : row.GetDateTime(4),
                row.GetBoolean(5)
            ),
            ("market", market)
        );
        using AnswerJournal journal = AnswerJournal.Begin(connection);
        // A metric that this build no longer has cannot be asked; its answers stay as they were.
        foreach (
            AskedBefore asked in questions.Where(asked => MetricCatalogue.All.Any(metric => metric.Key == asked.Metric))
        )
        {
            MetricCatalogue.Run(
                connection,
                asked.Metric,
                asked.Market,
                // Of the last block all that is stored is asked for, as then: some files tell of days to come.
                asked.IsLatest
                    ? null
                    : asked.AsOf,
                asked.Actor,
                asked.KnownAt
            );
        }

        IReadOnlyList<GivenAnswer> given = journal.Given;
        if (given.Count > 0)
        {
            string digest = Handout.DigestOf(
                Encoding.UTF8.GetBytes(string.Concat(given.Select(one => one.Digest + "\n")))
            );
            Write(connection, new Handout(HandoutKind.Check, market, "earlier answers", "", digest), journal, now);
        }

        return given.Count;
    }

    /// <summary>All handouts, the oldest first.</summary>
    /// <param name="market">Those with an answer of it; null for all.</param>
    public static IReadOnlyList<HandoutEntry> Read(DuckDBConnection connection, string? market) =>
        connection.Query(
            Entries,
            row => new HandoutEntry(
                row.GetInt64(0),
                row.GetString(1),
                row.IsDBNull(2) ? null : row.GetString(2),
                row.GetString(3),
                row.GetString(4),
                row.GetString(5),
                row.GetString(6),
                row.GetString(7),
                row.GetDateTime(8),
                row.GetInt64(9)
            ),
            ("market", market)
        );

    /// <summary>Every answer that the same question no longer got, each with the one that followed it; the oldest change first.
    /// </summary>
    /// <param name="market">Null for all.</param>
    public static IReadOnlyList<ChangedAnswer> ReadChanges(DuckDBConnection connection, string? market) =>
        connection.Query(
            Changes,
            row => new ChangedAnswer(
                row.GetString(0),
                row.GetString(1),
                row.IsDBNull(2) ? null : row.GetDateTime(2),
                row.GetString(3),
                row.IsDBNull(4) ? null : row.GetDateTime(4),
                AnswerAt(row, 5),
                AnswerAt(row, 10),
                row.GetString(15)
            ),
            ("market", market)
        );

    private static HandedAnswer AnswerAt(DuckDBDataReader row, int column) =>
        new(
            row.GetDateTime(column),
            row.GetString(column + 1),
            row.GetInt64(column + 2),
            row.GetString(column + 3),
            row.IsDBNull(column + 4) ? null : row.GetString(column + 4)
        );

    private static string WordOf(HandoutKind kind) => kind.ToString().ToLower(CultureInfo.InvariantCulture);

    private sealed record AskedBefore(
        string Market,
        string Metric,
        DateTime? AsOf,
        MetricActor Actor,
        DateTime? KnownAt,
        bool IsLatest
    );
}
