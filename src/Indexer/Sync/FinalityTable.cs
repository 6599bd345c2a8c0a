using Souk.DuckDb;

namespace Souk.Indexer.Sync;

/// <summary>How far a chain's stored blocks are final. Never goes down.</summary>
internal sealed class FinalityTable(DuckDBConnection connection, int chainId)
{
    /// <summary>The last stored block that is final; null if none is.</summary>
    public long? Read() =>
        connection
            .Query<long?>(
                "select finalized_block from chain.finality where chain_id = $chain_id",
                row => row.GetInt64(0),
                ("chain_id", chainId)
            )
            .SingleOrDefault();

    /// <summary>Keeps the last stored block that is final, inside the caller's write.</summary>
    /// <param name="finalized">Stored or not; null if none is.</param>
    /// <param name="tip">Last stored block.</param>
    public void Write(long? finalized, long tip)
    {
        if (finalized is not { } block || Math.Min(block, tip) <= (Read() ?? -1))
        {
            return;
        }

        connection.Execute("delete from chain.finality where chain_id = $chain_id", ("chain_id", chainId));
        connection.Execute(
            "insert into chain.finality values ($chain_id, $block)",
            ("chain_id", chainId),
            ("block", Math.Min(block, tip))
        );
    }
}
