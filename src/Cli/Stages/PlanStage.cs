using System.Globalization;
using Souk.Indexer.Estimates;

namespace Souk.Cli.Stages;

/// <summary>What `souk index --plan` says of what it would fetch.</summary>
internal static class PlanStage
{
    public static string Describe(IReadOnlyList<ChainEstimate> chains) => string.Join('\n', chains.Select(Describe));

    private static string Describe(ChainEstimate chain)
    {
        List<string> lines =
        [
            Text(
                $"chain {chain.ChainId} at {chain.Endpoint}: blocks {chain.FirstBlock:N0} to {chain.Head:N0}, {chain.BlockCount:N0} to fetch"
            ),
            Text(
                $"  about {chain.LogCount:N0} logs in {chain.ByteCount / 1e6:N1} MB, from {chain.SampledBlockCount:N0} sampled blocks"
            ),
            .. chain.Proofs.Select(proof =>
                Text(
                    $"  proof {proof.Level}: about {proof.CallCount:N0} calls, {proof.Seconds:N0} s one after the other"
                )
            ),
            .. chain.Contracts.Select(Describe),
        ];
        return string.Join('\n', lines);
    }

    private static string Describe(ContractEstimate contract) =>
        Text(
            $"  {contract.Address} {contract.System} {contract.Kind} ({contract.Name}) from block {contract.FromBlock:N0}: about {contract.LogCount:N0} logs"
        ) + (contract.IsFactory ? ", and those of contracts that it announces" : "");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
