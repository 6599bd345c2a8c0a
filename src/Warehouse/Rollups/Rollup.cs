using Souk.DuckDb;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Rollups;

/// <summary>Tables of schema rollup: what market tables say, grouped so that a question about one asset is quick.</summary>
/// <remarks>Each has a view of its name with <c>_told</c> behind it, which derives its rows from facts, block by block. Whoever
/// writes facts of a range fills the rollups of that range in the same write, and whoever deletes facts deletes their rows.
/// </remarks>
public static class Rollup
{
    private const string Insert = """
        insert into rollup.made_of
        from rollup.made_of_told
        where chain_id = $chain_id
            and block_number between $from_block and $to_block;

        insert into rollup.part
        from rollup.part_told
        where chain_id = $chain_id
            and block_number between $from_block and $to_block
        """;

    /// <summary>Adds the rows of a range whose facts are all there and that has no rows yet, inside the caller's write.</summary>
    /// <exception cref="OperationCanceledException">The running statement was interrupted.</exception>
    public static void Fill(
        DuckDBConnection connection,
        int chainId,
        BlockRange range,
        CancellationToken cancellation
    ) =>
        connection.Execute(
            Insert,
            cancellation,
            ("chain_id", chainId),
            ("from_block", range.From),
            ("to_block", range.To)
        );
}
