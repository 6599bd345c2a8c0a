using System.Globalization;
using Souk.Indexer.Bench;
using Souk.Indexer.Proofs;

// How near is the indexer to the limits of reading and of storing?
// Usage: Souk.Indexer.Bench [rounds [words of a stage's name]] | swaps | cancel | memory [logs…]
const int LogsPerBlock = 150;
if (args.ElementAtOrDefault(0) == MemoryUse.ChildWord)
{
    return MemoryUse.RunChild(new Uri(args[1]), args[2], Enum.Parse<ProofLevel>(args[3]));
}

string folder = Directory.CreateTempSubdirectory("souk-bench-").FullName;
switch (args.ElementAtOrDefault(0))
{
    case "swaps":
        Swaps.Run(folder, historyBlocks: 20_000);
        break;
    case "cancel":
        Cancellations.Run(folder);
        break;
    case "memory":
        int[] blocks = [.. args.Skip(1).Select(logs => int.Parse(logs, CultureInfo.InvariantCulture) / LogsPerBlock)];
        MemoryUse.Run(
            folder,
            blocks.Length > 0 ? blocks : [500_000 / LogsPerBlock, 2_000_000 / LogsPerBlock, 4_000_000 / LogsPerBlock],
            [ProofLevel.None, ProofLevel.Receipts]
        );
        break;
    case var rounds:
        StageRounds.Run(
            folder,
            int.Parse(rounds ?? "3", CultureInfo.InvariantCulture),
            args.ElementAtOrDefault(1) ?? ""
        );
        break;
}

Directory.Delete(folder, recursive: true);
return 0;
