using System.Security.Cryptography;
using System.Text;
using Souk.DuckDb;

namespace Souk.Warehouse.Metrics;

/// <summary>Remembers which metrics were asked, and what they answered, while something is made that will be handed out.</summary>
/// <remarks>Metrics that tell what became of earlier knowledge are left out: they are meant to say more each time.</remarks>
public sealed class AnswerJournal : IDisposable
{
    private const string Log = "reference.told";

    private readonly Lock _changing = new();
    private readonly MetricAnswers _answers;
    private readonly Dictionary<MetricAnswers.Question, GivenAnswer> _given = [];

    private AnswerJournal(MetricAnswers answers) => _answers = answers;

    /// <summary>Begins to remember what is asked on a connection, and on those that share its answers, until it is disposed.</summary>
    /// <exception cref="InvalidOperationException">Another one has not ended.</exception>
    public static AnswerJournal Begin(DuckDBConnection connection)
    {
        MetricAnswers answers = MetricAnswers.Keep(connection);
        AnswerJournal journal = new(answers);
        answers.Journal = answers.Journal is null
            ? journal
            : throw new InvalidOperationException("Another journal of this connection has not ended.");
        return journal;
    }

    /// <summary>Each question once, by market and metric.</summary>
    internal IReadOnlyList<GivenAnswer> Given
    {
        get
        {
            lock (_changing)
            {
                return
                [
                    .. _given
                        .Values.OrderBy(given => given.Market, StringComparer.Ordinal)
                        .ThenBy(given => given.Metric, StringComparer.Ordinal)
                        .ThenBy(given => given.AsOf)
                        .ThenBy(given => given.Actor)
                        .ThenBy(given => given.KnownAt),
                ];
            }
        }
    }

    public void Dispose() => _answers.Journal = null;

    internal void Add(Metric metric, MetricAnswers.Question asked, MetricTable table)
    {
        if (metric.Sql.Contains(Log, StringComparison.Ordinal))
        {
            return;
        }

        MetricAnswers.Question question = metric.IsByActor ? asked : asked with { Actor = MetricActor.Address };
        lock (_changing)
        {
            if (!_given.ContainsKey(question))
            {
                _given.Add(question, GivenAnswer.Of(metric, question, table));
            }
        }
    }
}

/// <summary>What a metric answered to a question.</summary>
/// <param name="AsOf">As it was asked for; null for all that is stored.</param>
/// <param name="Definition">SHA-256 of the query.</param>
/// <param name="Digest">SHA-256 of the lines of CSV, sorted: queries may leave open which of two equal rows comes first.</param>
/// <param name="Text">The rows as CSV; null where it is too long to be kept.</param>
internal sealed record GivenAnswer(
    string Market,
    string Metric,
    DateTime? AsOf,
    MetricActor Actor,
    DateTime? KnownAt,
    string Definition,
    int RowCount,
    string Digest,
    string? Text
)
{
    /// <summary>Characters of an answer that is kept whole.</summary>
    public const int TextLengthMax = 4_000;

    public static GivenAnswer Of(Metric metric, MetricAnswers.Question question, MetricTable table)
    {
        string text = CsvOutput.Of(table);
        return new(
            question.Market,
            question.Key,
            question.AsOf,
            question.Actor,
            question.KnownAt,
            HashOf(metric.Sql),
            table.Rows.Count,
            HashOf(string.Join('\n', text.Split('\n').Order(StringComparer.Ordinal))),
            text.Length <= TextLengthMax ? text : null
        );
    }

    private static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
