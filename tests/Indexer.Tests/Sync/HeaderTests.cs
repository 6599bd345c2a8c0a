using Souk.DuckDb;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Sync;

/// <summary>At every level, none included, the header of every block is read and stored: metrics need the time of days
/// without a log, and each block must be built on the one before it.</summary>
public sealed class HeaderTests
{
    private static readonly SyncOptions Unproven = ScriptedMarket.Options(rangeBlocksMax: 10) with
    {
        Proof = ProofLevel.None,
    };

    [Fact]
    public async Task Every_block_has_its_time_and_names_its_parent_at_level_none()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(warehouse, Unproven);

        await sync.RunAsync(progress: null, CancellationToken.None);

        warehouse
            .Connection.Query(
                """
                select count(*), epoch(max(time) - min(time))::bigint, count(*) filter (p.number is not null)
                from chain.block b
                left join (select number + 1 as number, hash_high, hash_low from chain.block) p
                    on p.number = b.number
                    and p.hash_high = b.parent_high
                    and p.hash_low = b.parent_low
                """,
                row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2))
            )
            // Blocks 1 to 39, 12 s apart; each but the first follows the one before it.
            .ShouldBe([(39, 456, 38)]);
        warehouse.Connection.Scalar<long>("select count(*) from chain.block where number = 2").ShouldBe(1);
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(11, 10)]
    public async Task A_block_that_is_not_built_on_the_one_before_it_is_refused_at_level_none(int block, long stored)
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        market.Chain.Unlink(block);
        using ManifestSync sync = await market.OpenAsync(warehouse, Unproven);

        SyncException exception = await Should.ThrowAsync<SyncException>(() =>
            sync.RunAsync(progress: null, CancellationToken.None)
        );

        exception.Problem.ShouldBe(SyncProblem.Inconsistent);
        exception.Message.ShouldContain("not built on");
        warehouse
            .Connection.Scalar<long>("select coalesce(max(number), 0) from chain.block")
            .ShouldBeLessThanOrEqualTo(stored);
    }
}
