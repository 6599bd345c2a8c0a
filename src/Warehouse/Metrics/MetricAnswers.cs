using System.Runtime.CompilerServices;
using Souk.DuckDb;

namespace Souk.Warehouse.Metrics;

/// <summary>Answers of metrics that are kept while nothing of what they were computed from changes.</summary>
/// <remarks>Kept by connection, for one reader at a time. What was computed at one <see cref="Stamp"/> is forgotten as soon as
/// another is seen: a new block, a reorg, an import, a label, a document, or a mapping run anew.</remarks>
public sealed class MetricAnswers
{
    /// <summary>Values that are kept at most, some 30 bytes each; those that nobody asked for the longest go first.</summary>
    public const int ValuesMax = 4_000_000;

    private const string Stamp = """
        select concat_ws(
            ' ',
            (select string_agg(concat_ws(':', chain_id, block_number, hash_high, hash_low), ',' order by chain_id) from chain.cursor),
            (select string_agg(concat_ws(':', system, decoding, mapping), ',' order by system) from chain.manifest),
            (select concat_ws(':', count(*), max(recorded_at)) from reference.import),
            (select concat_ws(':', count(*), max(recorded_at), max(superseded_at)) from party.declared_label),
            (select concat_ws(':', count(*), max(attempted_at)) from document.attempt),
            (select concat_ws(':', count(*), max(detected_at)) from chain.reorg),
            (select sum(estimated_size) from duckdb_tables() where schema_name in ('chain', 'market', 'party', 'reference', 'document'))
        )
        """;

    private static readonly ConditionalWeakTable<DuckDBConnection, MetricAnswers> s_kept = [];

    private readonly AnswerShelf _shelf;
    private string _stamp = "";

    private MetricAnswers(AnswerShelf shelf) => _shelf = shelf;

    /// <summary>Answers that were found kept.</summary>
    public long Hits { get; private set; }

    /// <summary>Remembers what is answered here and on connections that share answers with this one; null for none.</summary>
    internal AnswerJournal? Journal
    {
        get => _shelf.Journal;
        set => _shelf.Journal = value;
    }

    /// <summary>From now on answers of this connection are kept.</summary>
    /// <param name="valuesMax">Values that are kept at most, unless it is kept already.</param>
    public static MetricAnswers Keep(DuckDBConnection connection, int valuesMax = ValuesMax) =>
        s_kept.GetValue(connection, _ => new MetricAnswers(new AnswerShelf(valuesMax)));

    /// <summary>From now on both connections, which are to one database, know what either found out.</summary>
    public static MetricAnswers Share(DuckDBConnection connection, DuckDBConnection other) =>
        s_kept.GetValue(other, _ => new MetricAnswers(Keep(connection)._shelf));

    /// <summary>The answers of a connection; null where none are kept.</summary>
    internal static MetricAnswers? Of(DuckDBConnection connection) =>
        s_kept.TryGetValue(connection, out MetricAnswers? answers) ? answers : null;

    /// <summary>Rows of a query of the program's over one market, kept as answers are where the connection keeps any.</summary>
    /// <param name="query">Names it; no metric has this key.</param>
    public static MetricTable AskOnce(
        DuckDBConnection connection,
        string query,
        string market,
        Func<MetricTable> compute
    ) =>
        Of(connection) is { } kept
            ? kept.Answer(new Question(query, market, AsOf: null, MetricActor.Address), compute)
            : compute();

    /// <summary>Answers are of the warehouse as it is now. To be called inside the snapshot that is read.</summary>
    public void Refresh(DuckDBConnection connection) => _stamp = connection.KeptScalar<string>(Stamp);

    /// <summary>Rows that were made in the snapshot that is read now; null where each metric is computed for itself.</summary>
    internal MadeRows? Made { get; private set; }

    /// <summary>Until what it returns is disposed, rows that several metrics build on are made once. To be called inside the snapshot that
    /// is read, which is not committed, and to be disposed before it ends.</summary>
    public IDisposable MakeOnce(DuckDBConnection connection)
    {
        Made = new MadeRows(connection);
        return new End(this);
    }

    internal MetricTable Answer(Question question, Func<MetricTable> compute)
    {
        // Before the first Refresh nobody has said what the answers belong to.
        if (_stamp.Length == 0)
        {
            return compute();
        }

        if (_shelf.Find(_stamp, question) is { } known)
        {
            Hits++;
            return known;
        }

        MetricTable table = compute();
        _shelf.Keep(_stamp, question, table);
        return table;
    }

    internal readonly record struct Question(
        string Key,
        string Market,
        DateTime? AsOf,
        MetricActor Actor,
        DateTime? KnownAt = null
    );

    private sealed class End(MetricAnswers answers) : IDisposable
    {
        public void Dispose() => answers.Made = null;
    }
}
