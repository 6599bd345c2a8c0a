using System.CommandLine;
using System.Globalization;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sync;

namespace Souk.Cli.Verbs;

/// <summary>The options of `souk index` that say how to read chains.</summary>
internal sealed class SyncSettings
{
    private readonly EndpointSettings _endpoints = new(
        "An endpoint of a chain, by chain id. May be repeated, also for one chain: what one endpoint cannot answer the "
            + "next one is asked."
    );

    private readonly Option<long?> _to = new("--to")
    {
        Description = "Last block to read. Default: the head.",
        HelpName = "N",
    };

    private readonly Option<bool> _follow = new("--follow") { Description = "Keep following the heads until Ctrl-C." };

    private readonly Option<string> _poll = new("--poll")
    {
        Description = "Wait between two looks at a head that is followed, in seconds.",
        HelpName = "2s",
        DefaultValueFactory = _ => "2s",
    };

    private readonly Option<int?> _finality = new("--finality")
    {
        Description =
            "Blocks below the head that may still be replaced. Default: what the endpoint calls finalized, or "
            + $"{SyncOptions.FinalityDepthDefault} where it refuses to say. While it knows the word and names no block, none is "
            + "final: a chain of which that is always so needs this option, or 'finality' in its manifest.",
        HelpName = "N",
    };

    private readonly Option<ProofLevel> _proof = new("--proof")
    {
        Description =
            "How surely all logs of final blocks are there: none believes the endpoint, bloom checks block blooms, "
            + "receipts takes logs from receipts that hash to the block.",
        HelpName = "none|bloom|receipts",
        DefaultValueFactory = _ => ProofLevel.Bloom,
    };

    private readonly Option<double> _compare = new("--compare")
    {
        Description =
            "Ask a second endpoint for the logs of this share of the final blocks that no receipts prove, 0 to 1; a "
            + "difference stops the chain and names the block and both endpoints. Needs two --rpc of each chain.",
        HelpName = "SHARE",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<int> _rangeBlocks = new("--range-blocks")
    {
        Description = "Most blocks fetched as one range.",
        HelpName = "N",
        DefaultValueFactory = _ => SyncOptions.RangeBlocksDefault,
    };

    public void AddTo(Command command)
    {
        AddFollowingTo(command);
        command.Add(_to);
        command.Add(_follow);
    }

    /// <summary>For a verb that follows the heads anyway.</summary>
    public void AddFollowingTo(Command command)
    {
        _endpoints.AddTo(command);
        foreach (Option option in (Option[])[_poll, _finality, _proof, _compare, _rangeBlocks])
        {
            command.Add(option);
        }
    }

    public ILookup<int, EndpointAddress> EndpointsIn(ParseResult parsed) => _endpoints.In(parsed);

    public SyncOptions OptionsIn(ParseResult parsed) =>
        new(ParseRangeBlocks(parsed.GetValue(_rangeBlocks)), parsed.GetValue(_to))
        {
            FinalityDepth = ParseFinality(parsed.GetValue(_finality)),
            CompareShare = ParseShare(parsed.GetValue(_compare), EndpointsIn(parsed)),
            Proof = ParseProof(parsed.GetValue(_proof)),
            IsFollowing = parsed.GetValue(_follow),
            PollDelay = ParsePoll(parsed.GetValue(_poll)),
            Time = TimeProvider.System,
        };

    private static ProofLevel ParseProof(ProofLevel level) =>
        level != ProofLevel.Unverifiable
            ? level
            : throw new InvalidInputException("--proof is none, bloom or receipts; nobody asks for 'unverifiable'.");

    private static double ParseShare(double share, ILookup<int, EndpointAddress> endpoints) =>
        share is not (>= 0 and <= 1) ? throw new InvalidInputException($"--compare {share} is not between 0 and 1.")
        : share > 0 && endpoints.FirstOrDefault(chain => chain.Count() < 2) is { } lonely
            ? throw new InvalidInputException(
                $"--compare needs a second endpoint: chain {lonely.Key} has one --rpc. Add another one."
            )
        : share;

    private static int? ParseFinality(int? blocks) =>
        blocks is null or (>= 0 and <= 1_000_000)
            ? blocks
            : throw new InvalidInputException($"--finality {blocks} is not between 0 and 1000000.");

    /// <summary>Seconds, with or without an s: from 0.1 to an hour.</summary>
    private static TimeSpan ParsePoll(string? text) =>
        double.TryParse(text?.TrimEnd('s'), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
        && seconds is >= 0.1 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidInputException(
                $"--poll '{text}' is not a number of seconds from 0.1 to 3600, such as 2s."
            );

    private static int ParseRangeBlocks(int blocks) =>
        blocks is >= 1 and <= 100_000
            ? blocks
            : throw new InvalidInputException($"--range-blocks {blocks} is not between 1 and 100000.");
}
