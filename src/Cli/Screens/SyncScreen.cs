using System.Globalization;
using System.Text;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Sync;
using Souk.Indexer.Verification;

namespace Souk.Cli.Screens;

/// <summary>How far a run of the indexer is and what it stored, for people.</summary>
internal static class SyncScreen
{
    public static string Describe(SyncResult result)
    {
        var text = new StringBuilder();
        Add(
            text,
            $"{result.BlockCount:N0} blocks, {result.LogCount:N0} logs in {result.Seconds:0.0} s; {result.QuarantinedCount:N0} quarantined, {result.UnknownCount:N0} of unknown events, {result.ReorgCount:N0} reorgs"
        );
        if (result.ComparedCount > 0)
        {
            long all = Math.Max(result.BlockCount, result.ComparedCount);
            Add(
                text,
                $"{result.ComparedCount:N0} of {all:N0} blocks were compared with a second endpoint and agree; had 1 in 1,000 lacked a log, one would have been met with probability {SampleOdds.OfDetection(all, (all + 999) / 1000, result.ComparedCount):0.0000}"
            );
        }

        foreach (ChainContradictions chain in result.Contradictions)
        {
            foreach (EndpointContradictions endpoint in chain.Endpoints)
            {
                Add(
                    text,
                    $"chain {chain.ChainId}: {endpoint.Endpoint} gave {endpoint.Count:N0} answers that a block's hash disproves; none is stored, but do not trust it at level none. The last: {endpoint.Last}"
                );
            }
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>One line on how far one chain is.</summary>
    public static string Describe(SyncProgress progress)
    {
        string left = progress is { LagBlocks: > 0, TimeLeft: { } time }
            ? Text($", {time.TotalSeconds:N0} s left")
            : "";
        string waiting = progress.WaitReason is { } reason ? $"; waiting: {reason}" : "";
        return Text(
            $"chain {progress.ChainId}, block {progress.Block:N0} of {progress.Head:N0} ({progress.LagBlocks:N0} behind, {progress.BlocksPerSecond:N0}/s{left}), {progress.LogCount:N0} logs ({progress.LogsPerSecond:N0}/s){waiting}"
        );
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Add(StringBuilder text, FormattableString line) => text.Append(Text(line)).Append('\n');
}
