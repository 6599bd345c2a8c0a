using Souk.DuckDb;

namespace Souk.Indexer.Documents;

/// <summary>Which documents are still to be asked for, and what came of asking.</summary>
internal sealed class DocumentStore(DuckDBConnection connection, TimeProvider time)
{
    private const string Wanted = """
        from market.document r
        left join document.attempt a using (system, uri)
        where r.system = $system
            and r.encoding = 'plain'
            and ($again or a.outcome is distinct from 'fetched')
        """;

    /// <summary>Distinct URIs that have no fetched document.</summary>
    /// <param name="again">Those that have one, too.</param>
    public long Count(string system, bool again) =>
        connection.Scalar<long>($"select count(distinct uri) {Wanted}", ("system", system), ("again", again));

    /// <summary>As <see cref="Count"/> counts them, in their order.</summary>
    /// <param name="after">The last one that is not wanted any more; null: from the first.</param>
    public List<string> Read(string system, bool again, string? after, int countMax) =>
        connection.Query(
            $"""
            select distinct uri {Wanted}
                and ($after::varchar is null or uri > $after::varchar)
            order by uri
            limit $count
            """,
            row => row.GetString(0),
            ("system", system),
            ("again", again),
            ("after", after),
            ("count", countMax)
        );

    /// <summary>Replaces what earlier attempts gave, all or nothing.</summary>
    public void Write(string system, IReadOnlyList<(string Uri, FetchedDocument Document)> attempts)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        using DuckDBTransaction write = connection.BeginTransaction();
        foreach ((string uri, FetchedDocument document) in attempts)
        {
            connection.Execute(
                "delete from document.attempt where system = $system and uri = $uri",
                ("system", system),
                ("uri", uri)
            );
            connection.Execute(
                """
                insert into document.attempt
                values ($system, $uri, $outcome, $detail, $now, $media_type, $size, $sha256, $keccak256, $agrees)
                """,
                ("system", system),
                ("uri", uri),
                ("outcome", NameOf(document.Outcome)),
                ("detail", document.Detail),
                ("now", now),
                ("media_type", document.MediaType),
                ("size", document.SizeBytes),
                ("sha256", document.Sha256?.ToBytes()),
                ("keccak256", document.Keccak256?.ToBytes()),
                ("agrees", document.ContentIdAgrees)
            );
        }

        write.Commit();
    }

    private static string NameOf(DocumentOutcome outcome) =>
        outcome switch
        {
            DocumentOutcome.Fetched => "fetched",
            DocumentOutcome.Missing => "missing",
            DocumentOutcome.Refused => "refused",
            DocumentOutcome.TooLarge => "too_large",
            _ => "unreachable",
        };
}
