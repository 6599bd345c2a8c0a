using Souk.DuckDb;
using Souk.Indexer.Endpoints;

namespace Souk.Indexer.Sync;

/// <summary>Keeps what the endpoints of a chain refuse to answer in one call, by their names.</summary>
/// <remarks>Two keys at one host share a name, and so the cap that was saved last. That costs a refusal or a few smaller
/// calls until it is learned anew; a name that told them apart would have to hold something of the key.</remarks>
internal sealed class EndpointLimitStore(
    DuckDBConnection connection,
    WriteGate gate,
    EndpointPool pool,
    int chainId,
    TimeProvider time
)
{
    /// <summary>What was learned longer ago is tried again soon: plans and nodes change.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromDays(7);

    public void Restore()
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        List<Row> rows = gate.Use(() =>
            connection.Query(
                "select endpoint, blocks_max, results_max, learned_at from chain.endpoint_limit where chain_id = $chain_id",
                row => new Row(
                    row.GetString(0),
                    row.IsDBNull(1) ? null : row.GetInt64(1),
                    row.IsDBNull(2) ? null : row.GetInt64(2),
                    row.GetDateTime(3)
                ),
                ("chain_id", chainId)
            )
        );
        foreach (Row row in rows)
        {
            foreach (Endpoint endpoint in pool.Endpoints.Where(endpoint => endpoint.Name == row.Endpoint))
            {
                endpoint.Limits.Restore(row.BlocksMax, row.ResultsMax, isOld: now - row.LearnedAt > AgeMax);
            }
        }
    }

    /// <summary>Writes what changed since the last time.</summary>
    public void Save()
    {
        foreach (Endpoint endpoint in pool.Endpoints.Where(endpoint => endpoint.Limits.TakeChange()))
        {
            gate.Use(() => Write(endpoint));
        }
    }

    private int Write(Endpoint endpoint)
    {
        using DuckDBTransaction transaction = connection.BeginTransaction();
        connection.Execute(
            "delete from chain.endpoint_limit where chain_id = $chain_id and endpoint = $endpoint",
            ("chain_id", chainId),
            ("endpoint", endpoint.Name)
        );
        if (endpoint.Limits.BlocksMax is not null || endpoint.Limits.ResultsMax is not null)
        {
            connection.Execute(
                "insert into chain.endpoint_limit values ($chain_id, $endpoint, $blocks_max, $results_max, $learned_at)",
                ("chain_id", chainId),
                ("endpoint", endpoint.Name),
                ("blocks_max", endpoint.Limits.BlocksMax),
                ("results_max", endpoint.Limits.ResultsMax),
                ("learned_at", time.GetUtcNow().UtcDateTime)
            );
        }

        transaction.Commit();
        return 1;
    }

    private sealed record Row(string Endpoint, long? BlocksMax, long? ResultsMax, DateTime LearnedAt);
}
