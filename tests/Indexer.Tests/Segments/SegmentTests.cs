using Souk.DuckDb;
using Souk.Indexer.Segments;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Segments;

/// <summary>Backfills in segments: fetched by many, loaded by one.</summary>
public sealed class SegmentTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(11)]
    [InlineData(42)]
    public async Task Segments_of_three_shards_give_the_facts_and_the_exported_bytes_of_a_serial_index(int seed)
    {
        using SegmentChain chain = new((ulong)seed);
        using WarehouseFile serial = WarehouseFile.Open(WarehouseFile.InMemory);
        using WarehouseFile loaded = WarehouseFile.Open(WarehouseFile.InMemory);
        await chain.IndexAsync(serial);
        foreach (int shard in (int[])[2, 0, 1])
        {
            await chain.FetchAsync("parts", shard, shards: 3);
        }

        SegmentLoadResult result = chain.Load(loaded, "parts");

        result.Loaded.ShouldBeGreaterThan(3);
        result.Blocks.ShouldBe(chain.To);
        WarehouseDigest.ComputeByTable(loaded.Connection).ShouldBe(WarehouseDigest.ComputeByTable(serial.Connection));
        chain.Exported(loaded).ShouldBe(chain.Exported(serial));
        loaded
            .Connection.Scalar<long>("select count(*) from chain.contract where discovered_block is not null")
            .ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Loading_again_changes_nothing_and_fetching_again_fetches_nothing()
    {
        using SegmentChain chain = new(7);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        BackfillResult first = await chain.FetchAsync("parts", 0, 1);
        BackfillResult second = await chain.FetchAsync("parts", 0, 1);
        chain.Load(warehouse, "parts");
        string before = WarehouseDigest.Compute(warehouse.Connection);

        SegmentLoadResult again = chain.Load(warehouse, "parts");

        (second.Fetched, second.Found).ShouldBe((0, first.Fetched));
        (again.Loaded, again.Found).ShouldBe((0, first.Fetched));
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(before);
        await chain.IndexAsync(warehouse);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(before);
    }

    [Fact]
    public async Task The_same_blocks_give_the_same_files_whoever_fetches_them()
    {
        using SegmentChain chain = new(5);
        await chain.FetchAsync("one", 0, 1);
        await chain.FetchAsync("two", 1, 2);
        await chain.FetchAsync("two", 0, 2);

        string[] one = Notes(chain.In("one"));
        string[] two = Notes(chain.In("two"));

        two.ShouldBe(one);
        one.Length.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Missing_doubled_altered_and_foreign_segments_are_refused_by_name_and_nothing_is_stored()
    {
        using SegmentChain chain = new(9);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await chain.FetchAsync("parts", 0, 1);
        string[] folders = [.. Directory.GetDirectories(chain.In("parts")).Order()];
        string second = folders[1];
        string away = chain.In("away");

        Directory.Move(second, away);
        string missing = Refused(chain, warehouse);
        Directory.Move(away, second);
        string twin = second[..^1] + "9";
        Copy(second, twin);
        string doubled = Refused(chain, warehouse);
        Directory.Delete(twin, recursive: true);
        string log = Path.Combine(second, "log.parquet");
        byte[] bytes = File.ReadAllBytes(log);
        byte[] changed = [.. bytes];
        changed[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(log, changed);
        string altered = Refused(chain, warehouse);
        File.WriteAllBytes(log, bytes);
        await chain.FetchAsync("other", 0, 1, segmentBlocks: 7);
        string stranger = Directory.GetDirectories(chain.In("other")).Order().First();
        Directory.Move(stranger, Path.Combine(chain.In("parts"), Path.GetFileName(stranger)));
        string foreign = Refused(chain, warehouse);

        missing.ShouldContain($"1 of {folders.Length} segments are missing: {Path.GetFileName(second)}");
        doubled.ShouldContain($"{twin} says that it has blocks 7..12: it is there twice");
        altered.ShouldContain($"{second} was altered: log.parquet has another hash");
        foreign.ShouldContain($"{Path.GetFileName(stranger)} is of another backfill");
        foreign.ShouldContain("in segments of 7, not");
        warehouse.Connection.Scalar<long>("select count(*) from chain.block").ShouldBe(0);
    }

    [Fact]
    public async Task Blocks_that_may_be_replaced_and_a_folder_of_another_backfill_are_refused()
    {
        using SegmentChain chain = new(9);
        await chain.FetchAsync("parts", 0, 1);

        SegmentException hot = await Should.ThrowAsync<SegmentException>(() =>
            chain.FetchAsync("hot", 0, 1, to: chain.To + 1)
        );
        SegmentException other = await Should.ThrowAsync<SegmentException>(() =>
            chain.FetchAsync("parts", 0, 1, to: chain.To - 1)
        );

        hot.Message.ShouldContain($"the last final one is {chain.To}");
        other.Message.ShouldContain("is of another backfill");
        Directory.Exists(chain.In("hot")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_warehouse_that_ends_within_a_segment_or_has_another_branch_stays_as_it_is()
    {
        using SegmentChain chain = new(9);
        using SegmentChain other = new(10);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await chain.FetchAsync("parts", 0, 1);
        await other.FetchAsync("parts", 0, 1);
        other.Load(warehouse, "parts");
        string before = WarehouseDigest.Compute(warehouse.Connection);

        string branch = Refused(chain, warehouse);

        branch.ShouldContain("has another block 6 than");
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(before);
    }

    private static string Refused(SegmentChain chain, WarehouseFile warehouse) =>
        Should.Throw<SegmentException>(() => chain.Load(warehouse, "parts")).Message;

    private static string[] Notes(string folder) =>
        [
            .. Directory
                .GetFiles(folder, SegmentNote.FileName, SearchOption.AllDirectories)
                .Order()
                .Select(File.ReadAllText),
        ];

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
