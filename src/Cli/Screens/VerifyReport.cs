using Souk.Indexer.Proofs;
using Souk.Indexer.Verification;

namespace Souk.Cli.Screens;

/// <summary>What was checked, and the first thing that is wrong.</summary>
internal sealed class VerifyReport(IReadOnlyList<ChainCoverage> chains)
{
    /// <summary>Shares of blocks with omissions for which the probability to meet one is told.</summary>
    private static readonly double[] s_shares = [0.001, 0.01, 0.1];

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

    /// <summary>By assumed share of blocks with omissions, each independent: how likely one was among those read.</summary>
    public IEnumerable<Detection> Detection =>
        s_shares.Select(share => new Detection(
            share,
            EndpointCheck.DetectionProbability(share, Math.Max(BlocksProven + BlocksUnproven, BlocksCompared))
        ));

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

internal sealed record Detection(double OmittingShare, double Probability);
