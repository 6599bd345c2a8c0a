using System.Globalization;
using System.Text;
using Souk.Indexer.Verification;

namespace Souk.Cli.Screens;

/// <summary>What `souk verify` found, for people.</summary>
internal static class VerifyScreen
{
    /// <summary>Gaps named one by one; more are counted.</summary>
    private const int GapsShownMax = 5;

    public static string Describe(VerifyReport report)
    {
        var text = new StringBuilder();
        foreach (ChainCoverage chain in report.Chains)
        {
            Add(text, $"chain {chain.ChainId}: blocks {chain.FromBlock}..{chain.ToBlock}, {chain.Blocks:N0} stored");
            foreach (LevelCoverage level in chain.Levels)
            {
                Add(text, $"  {level.Level, -12} {level.Blocks, 14:N0} blocks {level.Share, 8:P2}");
            }

            foreach (var gap in chain.Gaps.Take(GapsShownMax))
            {
                Add(text, $"  missing      {gap}");
            }

            if (chain.Gaps.Count > GapsShownMax)
            {
                Add(text, $"  missing      {chain.Gaps.Count - GapsShownMax} more gaps");
            }
        }

        Add(text, $"{report.RangesUnchanged:N0} ranges hold what was received");
        if (report.BlocksProven + report.BlocksUnproven > 0)
        {
            Add(text, $"{report.BlocksProven:N0} blocks agree with their proven receipts");
            Add(text, $"{report.BlocksUnproven:N0} blocks agree with what cannot be proven");
        }

        if (report.BlocksCompared > 0)
        {
            Add(text, $"{report.BlocksCompared:N0} blocks agree with another endpoint");
        }

        foreach (IGrouping<int, Detection> chain in report.Detection.GroupBy(detection => detection.ChainId))
        {
            Detection first = chain.First();
            Add(
                text,
                $"chain {chain.Key}: {first.Sample:N0} of {first.All:N0} blocks were drawn; probability to meet one of k bad blocks, 1 − C(N−k, n)/C(N, n):"
            );
            foreach (Detection detection in chain)
            {
                Add(text, $"  k = {detection.Bad, -10:N0} {detection.Probability:0.0000}");
            }
        }

        return text.ToString().TrimEnd();
    }

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
