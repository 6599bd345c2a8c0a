using Souk.Indexer.Proofs;
using Souk.Indexer.Sync;

namespace Souk.Indexer.Bench;

/// <summary>The stages that a log goes through, each alone and all together, over the same bytes in one run.</summary>
internal static class StageRounds
{
    private const int LogsPerBlock = 150;

    private const int BlocksPerWrite = 820;

    private const int BlockCount = 10 * BlocksPerWrite;

    /// <param name="rounds">That count; one before them warms up.</param>
    /// <param name="only">Words of the stages' names; empty for all.</param>
    public static void Run(string folder, int rounds, string only)
    {
        var chain = new GeneratedChain(BlockCount, LogsPerBlock, seed: 1);
        using var server = new ReplayServer(chain, logBlocksMax: Stages.BlocksPerReply);
        // The same logs over eleven months, each rolled up as it ends.
        var months = new GeneratedChain(BlockCount, LogsPerBlock, seed: 1, secondsPerBlock: 3_600);
        using var monthsServer = new ReplayServer(months, logBlocksMax: Stages.BlocksPerReply);
        (string Name, Func<Measure> Run)[] runs =
        [
            .. StagesOf(chain, folder, server.Endpoint)
                .Append(
                    (
                        "sync at proof level none, a block an hour",
                        () => new Stages(months, folder, BlocksPerWrite).Sync(monthsServer.Endpoint, ProofLevel.None)
                    )
                )
                .Where(run => run.Name.Contains(only, StringComparison.Ordinal)),
        ];
        List<Measure>[] measures = [.. runs.Select(_ => new List<Measure>())];
        for (int round = 0; round <= rounds; round++)
        {
            for (int index = 0; index < runs.Length; index++)
            {
                Measure measure = runs[index].Run();
                Console.Error.WriteLine($"round {round}: {runs[index].Name}");
                if (measure.LogCount != chain.LogCount)
                {
                    throw new InvalidOperationException($"{measure.LogCount} logs came of {chain.LogCount}.");
                }

                measures[index].Add(measure);
            }
        }

        Print(
            $"{chain.LogCount:N0} logs, {chain.LogsByteCount / 1e6:0} MB of JSON, {Environment.ProcessorCount} cores, {rounds} rounds"
        );
        Print(runs, [.. measures.Select(all => all.Skip(1).ToArray())]);
    }

    private static (string Name, Func<Measure> Run)[] StagesOf(GeneratedChain chain, string folder, Uri endpoint)
    {
        var stages = new Stages(chain, folder, BlocksPerWrite);
        var batches = new Lazy<IReadOnlyList<BlockBatch>>(stages.ReadBatches);
        return
        [
            ("parse JSON to columns", stages.Parse),
            ("digest", () => Stages.Digest(batches.Value)),
            ("append chain.log", () => stages.AppendRaw(batches.Value)),
            ("append chain.log and events", () => stages.AppendDecoded(batches.Value)),
            ("store: decode, append, map, commit", () => stages.Store(batches.Value)),
            ("re-decode stored logs", () => stages.Redecode(batches.Value)),
            ("sync at proof level none", () => stages.Sync(endpoint, ProofLevel.None)),
            ("sync at proof level bloom", () => stages.Sync(endpoint, ProofLevel.Bloom)),
            ("sync at proof level receipts", () => stages.Sync(endpoint, ProofLevel.Receipts)),
        ];
    }

    private static void Print((string Name, Func<Measure> Run)[] runs, Measure[][] measures)
    {
        double first = Median(measures[0]);
        for (int index = 0; index < runs.Length; index++)
        {
            double rate = Median(measures[index]);
            double least = measures[index].Min(measure => measure.LogsPerSecond);
            double most = measures[index].Max(measure => measure.LogsPerSecond);
            double processor = 1e6 * measures[index].Min(measure => measure.CoresBusy / measure.LogsPerSecond);
            Print(
                $"{runs[index].Name, -42} {rate, 10:N0} logs/s ({least / rate:0.00}–{most / rate:0.00})  {rate / first:0.00} of {runs[0].Name}  {processor:0.00} us of processor time a log"
            );
        }
    }

    private static double Median(Measure[] measures) =>
        measures.Select(measure => measure.LogsPerSecond).Order().ElementAt(measures.Length / 2);

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
