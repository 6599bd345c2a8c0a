using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Mapping;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Runs the mappings of a chain's systems over a block range, inside the caller's write.</summary>
internal static class MappingRunner
{
    /// <exception cref="ManifestException">A statement failed; names its file and line.</exception>
    /// <exception cref="OperationCanceledException">The running statement was interrupted.</exception>
    public static void Run(
        DuckDBConnection connection,
        ChainManifest chain,
        BlockRange range,
        CancellationToken cancellation
    )
    {
        foreach (Manifest manifest in chain.Manifests)
        {
            foreach (MappingFile mapping in manifest.Mappings)
            {
                foreach (MappingStatement statement in mapping.Statements)
                {
                    Run(connection, manifest.System, chain.ChainId, range, mapping, statement, cancellation);
                }
            }
        }
    }

    private static void Run(
        DuckDBConnection connection,
        string system,
        int chainId,
        BlockRange range,
        MappingFile mapping,
        MappingStatement statement,
        CancellationToken cancellation
    )
    {
        (string Name, object? Value)[] values =
        [
            ("chain_id", chainId),
            ("from_block", range.From),
            ("to_block", range.To),
            ("system", system),
        ];
        try
        {
            connection.Execute(
                statement.Sql,
                cancellation,
                [.. values.Where(value => statement.Parameters.Contains(value.Name))]
            );
        }
        catch (DuckDBException exception) when (!exception.IsDiskFull)
        {
            throw new ManifestException(
                $"{mapping.Path}:{statement.Line}: the mapping failed on blocks {range}: {exception.Message}",
                exception
            );
        }
    }
}
