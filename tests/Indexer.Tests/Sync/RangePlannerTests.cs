using Souk.Indexer.Endpoints;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Sync;

public sealed class RangePlannerTests
{
    private static readonly RangeCaps NoCaps = new(null, null);

    [Fact]
    public void The_first_range_is_small_and_later_ones_widen_to_what_may_be()
    {
        var planner = new RangePlanner(blocksMax: 500);

        planner.Next(1, 10_000, NoCaps).ShouldBe(new BlockRange(1, 64));
        planner.Learn(new BlockRange(1, 64), Logs(0, dataBytes: 0));
        planner.Next(65, 10_000, NoCaps).ShouldBe(new BlockRange(65, 320));
        planner.Learn(new BlockRange(65, 320), Logs(0, dataBytes: 0));
        planner.Next(321, 10_000, NoCaps).ShouldBe(new BlockRange(321, 820));
        planner.Next(9_901, 10_000, NoCaps).ShouldBe(new BlockRange(9_901, 10_000));
        planner.Next(10_001, 10_000, NoCaps).ShouldBeNull();
    }

    [Fact]
    public void A_cap_on_blocks_is_kept()
    {
        new RangePlanner(blocksMax: 2_000).Next(1, 10_000, new RangeCaps(30, null)).ShouldBe(new BlockRange(1, 30));
    }

    [Fact]
    public void Ranges_shrink_to_the_logs_of_a_part_of_a_write_and_widen_again_slowly()
    {
        var planner = new RangePlanner(blocksMax: 2_000);

        // 100 logs a block weigh half of it in the average: 50.
        planner.Learn(new BlockRange(1, 100), Logs(10_000, dataBytes: 0));
        planner.Next(101, 10_000, NoCaps)!.Value.Count.ShouldBe(RangePlanner.LogsPerRange / 50);
        // As many blocks without a log halve that.
        planner.Learn(new BlockRange(101, 200), Logs(0, dataBytes: 0));
        planner.Next(201, 10_000, NoCaps)!.Value.Count.ShouldBe(RangePlanner.LogsPerRange / 25);
    }

    [Fact]
    public void Ranges_shrink_to_the_bytes_of_a_reply()
    {
        var planner = new RangePlanner(blocksMax: 2_000);

        // One log of 360 bytes and 2 × 100,000 of hex in each block; half of it is the average.
        planner.Learn(new BlockRange(1, 10), Logs(10, dataBytes: 100_000));

        planner.Next(11, 10_000, NoCaps)!.Value.Count.ShouldBe(RangePlanner.BytesPerRange / 100_180);
    }

    [Fact]
    public void A_cap_on_results_leaves_a_quarter_of_room()
    {
        var planner = new RangePlanner(blocksMax: 2_000);
        planner.Learn(new BlockRange(1, 10), Logs(200, dataBytes: 0));

        // Ten logs a block on average, at most 75 of 100.
        planner.Next(11, 10_000, new RangeCaps(null, 100))!.Value.Count.ShouldBe(7);
    }

    [Fact]
    public void A_block_that_is_too_large_by_itself_is_a_range_of_one()
    {
        var planner = new RangePlanner(blocksMax: 2_000);
        planner.Learn(new BlockRange(1, 1), Logs(RangePlanner.LogsPerRange * 4, dataBytes: 0));

        planner.Next(2, 10_000, NoCaps).ShouldBe(new BlockRange(2, 2));
    }

    private static LogColumns Logs(int count, int dataBytes)
    {
        var logs = new LogColumns();
        byte[] data = new byte[dataBytes];
        for (int log = 0; log < count; log++)
        {
            logs.Add(new LogHead(1, default, log, 0, default, default), [], data);
        }

        return logs;
    }
}
