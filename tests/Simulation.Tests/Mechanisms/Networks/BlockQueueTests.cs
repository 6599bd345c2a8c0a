using Souk.Simulation.Mechanisms.Networks;

namespace Souk.Simulation.Tests.Mechanisms.Networks;

public class BlockQueueTests
{
    [Fact]
    public void The_oldest_go_first_and_those_without_patience_are_lost()
    {
        // Room for 2 a block, patience of 2 blocks, a fixed price of 5.
        BlockQueue queue = new(new ChainProfile(blockMs: 1_000, gasLimit: 20, tip: 5, patienceBlocks: 2), 10);

        // Of 5 arrivals 2 are in, 3 wait; in the next block 2 of them are in, and the last has waited twice.
        queue.Step(5).ShouldBe(new BlockOutcome(2, 0, 3, WaitedBlocks: 0, FeePerGas: 5, Burned: 0, Tips: 100));
        queue.Step(1).ShouldBe(new BlockOutcome(2, 1, 1, WaitedBlocks: 2, FeePerGas: 5, Burned: 0, Tips: 100));
        queue.Step(0).ShouldBe(new BlockOutcome(1, 0, 0, WaitedBlocks: 1, FeePerGas: 5, Burned: 0, Tips: 50));
    }

    [Fact]
    public void With_a_patience_of_one_block_nobody_waits()
    {
        BlockQueue queue = new(new ChainProfile(1_000, 20, 1, patienceBlocks: 1), 10);

        queue.Step(5).Lost.ShouldBe(3);
        queue.Waiting.ShouldBe(0);
    }

    [Fact]
    public void Full_blocks_raise_the_base_fee_and_burn_it()
    {
        BlockQueue queue = new(
            new ChainProfile(12_000, 20_000_000, tip: 2, patienceBlocks: 10, BaseFee.Ethereum),
            20_000
        );

        BlockOutcome first = queue.Step(1_000);

        first.FeePerGas.ShouldBe(1_000_000_002);
        first.Burned.ShouldBe(20_000_000 * (Int128)1_000_000_000);
        first.Tips.ShouldBe(40_000_000);
        queue.BaseFeePerGas.ShouldBe(1_125_000_000);
    }

    [Fact]
    public void Whoever_arrives_is_included_lost_or_waits_whatever_the_demand()
    {
        for (int patience = 1; patience <= 7; patience++)
        {
            BlockQueue queue = new(new ChainProfile(400, 1_000, 1, patience), 100);
            long arrived = 0;
            long included = 0;
            long lost = 0;
            for (int block = 0; block < 500; block++)
            {
                long arrivals = block * 7_919 % 23;
                BlockOutcome outcome = queue.Step(arrivals);
                arrived += arrivals;
                included += outcome.Included;
                lost += outcome.Lost;
                arrived.ShouldBe(included + lost + outcome.Waiting);
                outcome.Included.ShouldBeLessThanOrEqualTo(10);
                outcome.WaitedBlocks.ShouldBeLessThanOrEqualTo(outcome.Included * (patience - 1));
            }

            lost.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void Profiles_say_what_they_can_carry()
    {
        new ChainProfile(12_000, 30_000_000, 1, 5).CapacityPerSecond(21_000).ShouldBe(119);
        Should
            .Throw<ArgumentOutOfRangeException>(() => new BlockQueue(new ChainProfile(1, 10, 1, 1), 11))
            .Message.ShouldContain("gasPerTransaction is 11 and must lie between 1 and 10");
    }
}
