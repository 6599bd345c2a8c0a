using Souk.Indexer.Proofs;
using Souk.Indexer.Verification;

namespace Souk.Cli.Screens;

/// <summary>What was checked, and the first thing that is wrong.</summary>
internal sealed class VerifyReport(IReadOnlyList<ChainCoverage> chains)
{
    /// <summary>Shares of blocks with omissions for which the probability to meet one is told.</summary>
    private static readonly double[] s_shares = [0.001, 0.01, 0.1];

    private readonly List<Detection> _detection = [];

    public IReadOnlyList<ChainCoverage> Chains { get; } = chains;

    public Discrepancy? Discrepancy { get; set; }

    /// <summary>Ranges whose stored logs hash to what was received.</summary>
    public int RangesUnchanged { get; set; }

    /// <summary>Blocks whose stored logs are those of their proven receipts.</summary>
    public int BlocksProven { get; private set; }

    /// <summary>Blocks whose stored logs are what the endpoint says now, without a proof.</summary>
    public int BlocksUnproven { get; private set; }

    /// <summary>Blocks whose stored logs are what a second endpoint says.</summary>
    public int BlocksCompared { get; set; }

    /// <summary>How likely the samples drawn so far would have held a bad block. Empty where all blocks with logs were
    /// read: those are no sample of all.</summary>
    public IReadOnlyList<Detection> Detection => _detection;

    /// <summary>So many of a chain's stored blocks were drawn and compared.</summary>
    public void AddSample(int chainId, long all, long sample) =>
        _detection.AddRange(
            s_shares
                .Select(share => Math.Max(1, (long)Math.Ceiling(share * all)))
                .Prepend(1)
                .Distinct()
                .Select(bad => new Detection(chainId, all, sample, bad, SampleOdds.OfDetection(all, bad, sample)))
        );

    public void Count(ProofLevel level)
    {
        if (level == ProofLevel.Receipts)
        {
            BlocksProven++;
        }
        else
        {
            BlocksUnproven++;
        }
    }
}

/// <param name="All">Stored blocks of the chain.</param>
/// <param name="Sample">Blocks that were drawn of them.</param>
/// <param name="Bad">Blocks with an omission or another fault, as is supposed.</param>
/// <param name="Probability">That at least one bad block was drawn: <see cref="SampleOdds.OfDetection"/>.</param>
internal sealed record Detection(int ChainId, long All, long Sample, long Bad, double Probability);
