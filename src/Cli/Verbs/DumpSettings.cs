using System.CommandLine;
using System.Globalization;
using Souk.Indexer.Files;
using Souk.Indexer.Manifests;

namespace Souk.Cli.Verbs;

/// <summary>The options of `souk index` that name dumps in place of endpoints.</summary>
internal sealed class DumpSettings
{
    private readonly Option<string[]> _logs = new("--from-file")
    {
        Description =
            "Read logs from a dump instead of an endpoint: CSV, JSON lines or Parquet as cryo, ethereum-etl or eth_getLogs "
            + "write them. May be repeated. With manifests of several chains, CHAIN=FILE.",
        HelpName = "[CHAIN=]FILE",
    };

    private readonly Option<string[]> _blocks = new("--blocks")
    {
        Description = "A dump of the blocks: their hashes and times. Needed where logs do not say their time.",
        HelpName = "[CHAIN=]FILE",
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "With --from-file: check and count, and store nothing.",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_logs, _blocks, _dryRun])
        {
            command.Add(option);
        }
    }

    public bool IsDryRun(ParseResult parsed) => parsed.GetValue(_dryRun);

    /// <summary>Whether logs come from files.</summary>
    /// <exception cref="InvalidInputException">Other options of dumps without one.</exception>
    public bool IsGiven(ParseResult parsed)
    {
        bool isGiven = parsed.GetValue(_logs) is { Length: > 0 };
        return isGiven || !(parsed.GetValue(_dryRun) || parsed.GetValue(_blocks) is { Length: > 0 })
            ? isGiven
            : throw new InvalidInputException("--blocks and --dry-run go with --from-file.");
    }

    /// <summary>By chain, in the order of chain ids.</summary>
    /// <exception cref="InvalidInputException">A file of no chain, or blocks of a chain without logs.</exception>
    public IReadOnlyList<ChainDump> DumpsIn(ParseResult parsed, ManifestSet manifests)
    {
        ILookup<int, string> logs = ByChain(parsed.GetValue(_logs) ?? [], "--from-file", manifests);
        ILookup<int, string> blocks = ByChain(parsed.GetValue(_blocks) ?? [], "--blocks", manifests);
        if (blocks.FirstOrDefault(chain => !logs.Contains(chain.Key)) is { } alone)
        {
            throw new InvalidInputException($"--blocks names chain {alone.Key}, of which --from-file gives no logs.");
        }

        return
        [
            .. logs.OrderBy(chain => chain.Key)
                .Select(chain => new ChainDump(chain.Key, [.. chain], [.. blocks[chain.Key]])),
        ];
    }

    private static ILookup<int, string> ByChain(string[] values, string option, ManifestSet manifests) =>
        values.Select(value => Split(value, option, manifests)).ToLookup(pair => pair.ChainId, pair => pair.File);

    private static (int ChainId, string File) Split(string value, string option, ManifestSet manifests)
    {
        string[] parts = value.Split('=', 2);
        if (
            parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int chainId)
        )
        {
            return (chainId, parts[1]);
        }

        return manifests.Chains.Count == 1
            ? (manifests.Chains[0].ChainId, value)
            : throw new InvalidInputException(
                $"The manifests have {manifests.Chains.Count} chains; say of which {value} is: {option} CHAIN={value}."
            );
    }
}
