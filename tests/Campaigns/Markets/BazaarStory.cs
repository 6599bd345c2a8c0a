using System.Globalization;
using System.Numerics;
using Souk.Campaigns.Chains;
using Souk.Indexer.Decoding;
using Souk.LocalChain.Economy;
using Souk.Warehouse.Values;

namespace Souk.Campaigns.Markets;

/// <summary>Writes a chain on which the bazaar trades: a pure function of a seed.</summary>
internal static class BazaarStory
{
    private const int BlocksMin = 30;
    private const int BlocksMax = 100;
    private const int StagesMax = 4;
    private const int CrowdedTransactionCount = 140;

    /// <summary>Blocks above finality.</summary>
    private const int HotBlocksMin = 2;
    private const int HotBlocksMax = 8;

    /// <param name="breaksFinality">The last stage replaces finalized blocks.</param>
    public static ScriptedChain Write(ulong seed, bool breaksFinality)
    {
        var stream = new SeededStream(seed, "story");
        int hotBlocks = stream.Between(HotBlocksMin, HotBlocksMax);
        var fork = (HardFork)stream.Below(1 + (int)HardFork.Prague);
        int crowdedBlock = stream.Chance(perMille: 120) ? stream.Between(3, BlocksMin) : -1;
        var writer = new BlockWriter(seed, fork, crowdedBlock);

        // Mostly short chains: they hold all that can go wrong, and a campaign plays more of them.
        int firstCount = stream.Between(BlocksMin, stream.Chance(perMille: 100) ? BlocksMax : BlocksMin + 20);
        List<ChainStage> stages = [writer.Extend(null, keptCount: 0, firstCount, hotBlocks)];
        int stageCount = stream.Between(1, StagesMax);
        while (stages.Count < stageCount)
        {
            ChainStage last = stages[^1];
            int hot = (int)(last.Head.Number - last.Finalized);
            int depth = stream.Chance(perMille: 250) ? 0 : stream.Between(1, hot);
            stages.Add(Continue(writer, last, depth, growth: stream.Between(depth == 0 ? 1 : -1, 6), hotBlocks));
        }

        if (breaksFinality)
        {
            ChainStage last = stages[^1];
            int hot = (int)(last.Head.Number - last.Finalized);
            stages.Add(Continue(writer, last, hot + stream.Between(1, 10), growth: 3, hotBlocks));
        }

        return new ScriptedChain(Bazaar.ChainId, stages);
    }

    private static ChainStage Continue(BlockWriter writer, ChainStage last, int depth, int growth, int hotBlocks)
    {
        int kept = last.Blocks.Count - depth;
        // A reorganisation leaves at least one new block.
        int added = Math.Max(1, depth + growth);
        ChainStage next = writer.Extend(last, kept, kept + added, hotBlocks);
        return next with { Finalized = Math.Max(last.Finalized, next.Finalized) };
    }

    private sealed class BlockWriter(ulong seed, HardFork fork, int crowdedBlock)
    {
        private int _stageCount;

        public ChainStage Extend(ChainStage? last, int keptCount, int blockCount, int hotBlocks)
        {
            string branch = (_stageCount++).ToString(CultureInfo.InvariantCulture);
            List<ScriptedBlock> blocks = [.. last?.Blocks.Take(keptCount) ?? []];
            while (blocks.Count < blockCount)
            {
                Hash32 parent = blocks.Count == 0 ? default : blocks[^1].Hash;
                blocks.Add(Write(blocks.Count, parent, branch));
            }

            return new ChainStage(blocks, Math.Max(0, blockCount - 1 - hotBlocks));
        }

        private ScriptedBlock Write(int number, Hash32 parent, string branch)
        {
            string salt = $"{seed} {branch}";
            var stream = new SeededStream(seed, $"block {branch} {number}");
            int count =
                number == crowdedBlock ? CrowdedTransactionCount
                : number == 0 || stream.Chance(perMille: 250) ? 0
                : stream.Between(1, 5);
            List<ScriptedReceipt> receipts = [];
            long gasTotal = 0;
            for (int index = 0; index < count; index++)
            {
                long gas = 21_000 + stream.Below(80_000);
                gasTotal += gas;
                int type = fork == HardFork.Berlin ? stream.Below(2) : stream.Below(fork >= HardFork.Prague ? 5 : 3);
                bool hasSucceeded = !stream.Chance(perMille: 80);
                int logCount =
                    !hasSucceeded ? 0
                    : count > 10 ? stream.Below(2)
                    : stream.Below(4);
                List<ScriptedLog> logs = [.. Enumerable.Range(0, logCount).Select(_ => Log(stream))];
                var hash = Hash32.FromBytes(Keccak256.Hash($"transaction {salt} {number} {index}"));
                receipts.Add(new ScriptedReceipt(type, hash, hasSucceeded, gas, gasTotal, logs));
            }

            return new ScriptedBlock(number, parent, fork, salt, receipts);
        }

        private static ScriptedLog Log(SeededStream stream)
        {
            Address shop = Bazaar.Shop(stream.Below(Bazaar.ShopCount));
            Address stall = Bazaar.Stall(stream.Below(Bazaar.StallCount));
            Address one = Bazaar.Person(stream.Below(9));
            Address other = stream.Chance(perMille: 100) ? default : Bazaar.Person(stream.Below(9));
            var amount = new BigInteger(stream.Next());
            return stream.Below(100) switch
            {
                < 35 => ScriptedLog.Of(Bazaar.Token, Bazaar.Transfer, one, other, amount),
                < 50 => ScriptedLog.Of(Bazaar.Stranger, Bazaar.Transfer, one, other, amount),
                < 65 => ScriptedLog.Of(Bazaar.Till, Bazaar.Paid, one, other, amount),
                < 75 => ScriptedLog.Of(shop, Bazaar.Sold, one, amount, $"item {amount}"),
                < 85 => ScriptedLog.Of(stall, Bazaar.Sold, one, amount, new string('x', stream.Below(90))),
                < 90 => ScriptedLog.Of(Bazaar.Factory, Bazaar.ShopOpened, shop),
                < 95 => ScriptedLog.Of(shop, Bazaar.StallOpened, stall),
                < 96 => ScriptedLog.Of(Bazaar.Token, Bazaar.Paused, one),
                < 97 => ScriptedLog.Of(Bazaar.Token, Bazaar.Transfer, one, other, BigInteger.Pow(2, 256) - 1),
                < 98 => ScriptedLog.Of(shop, Bazaar.Sold, one, amount, "broken") with { Data = [1, 2, 3] },
                < 99 => new ScriptedLog(Bazaar.Factory, [Bazaar.ShopOpened.Topic0], []),
                _ => new ScriptedLog(stall, [], [7]),
            };
        }
    }
}
