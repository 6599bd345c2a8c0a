using System.Globalization;
using Souk.Indexer.Bench;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sync;

// How near is the indexer to the limits of reading and of storing? The stages that a log goes through, each alone and all
// together, over the same bytes in one run.
// Usage: Souk.Indexer.Bench [rounds] [words of a stage's name]
if (args.ElementAtOrDefault(0) == MemoryUse.ChildWord)
{
    return MemoryUse.RunChild(new Uri(args[1]), args[2]);
}

int rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
string only = args.ElementAtOrDefault(1) ?? "";
const int LogsPerBlock = 150;
const int BlocksPerWrite = 820;
const int BlockCount = 10 * BlocksPerWrite;

string folder = Directory.CreateTempSubdirectory("souk-bench-").FullName;
var chain = new GeneratedChain(BlockCount, LogsPerBlock, seed: 1);
long bytes = chain.LogsJson(0, BlockCount - 1).Length;
using var server = new ReplayServer(chain, logBlocksMax: Stages.BlocksPerReply);
var stages = new Stages(chain, folder, BlocksPerWrite);
IReadOnlyList<BlockBatch> batches = stages.ReadBatches();
(string Name, Func<Measure> Run)[] runs =
[
    ("parse JSON to columns", stages.Parse),
    ("digest", () => Stages.Digest(batches)),
    ("append chain.log", () => stages.AppendRaw(batches)),
    ("append chain.log and events", () => stages.AppendDecoded(batches)),
    ("store: decode, append, map, commit", () => stages.Store(batches)),
    ("re-decode stored logs", () => stages.Redecode(batches)),
    ("sync at proof level none", () => stages.Sync(server.Endpoint, ProofLevel.None)),
    ("sync at proof level bloom", () => stages.Sync(server.Endpoint, ProofLevel.Bloom)),
    ("sync at proof level receipts", () => stages.Sync(server.Endpoint, ProofLevel.Receipts)),
];
runs = [.. runs.Where(run => run.Name.Contains(only, StringComparison.Ordinal))];
List<Measure>[] measures = [.. runs.Select(_ => new List<Measure>())];

// The first round warms up and does not count.
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

        if (round > 0)
        {
            measures[index].Add(measure);
        }
    }
}

Print($"{chain.LogCount:N0} logs, {bytes / 1e6:0} MB of JSON, {Environment.ProcessorCount} cores, {rounds} rounds");
double parse = Median(0);
for (int index = 0; index < runs.Length; index++)
{
    double rate = Median(index);
    double least = measures[index].Min(measure => measure.LogsPerSecond);
    double most = measures[index].Max(measure => measure.LogsPerSecond);
    double processor = 1e6 * measures[index].Min(measure => measure.CoresBusy / measure.LogsPerSecond);
    Print(
        $"{runs[index].Name, -36} {rate, 10:N0} logs/s ({least / rate:0.00}–{most / rate:0.00})  {rate / parse:0.00} of parse  {processor:0.00} us of processor time a log"
    );
}

Swaps.Run(folder, historyBlocks: 20_000);
MemoryUse.Run(folder, historyBlocks: [BlocksPerWrite, 4 * BlocksPerWrite, 16 * BlocksPerWrite]);
Directory.Delete(folder, recursive: true);
return 0;

double Median(int index) => measures[index].Select(measure => measure.LogsPerSecond).Order().ElementAt(rounds / 2);

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
