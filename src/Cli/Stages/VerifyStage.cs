using Souk.Cli.Screens;
using Souk.Indexer;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Indexer.Verification;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Stages;

/// <summary>Checks a warehouse up to the first discrepancy.</summary>
internal static class VerifyStage
{
    /// <exception cref="InvalidInputException">An endpoint is given for a chain that is not stored, or serves another.
    /// </exception>
    /// <exception cref="RpcException">An endpoint fails.</exception>
    public static async Task<VerifyReport> RunAsync(
        WarehouseFile warehouse,
        VerifyOptions options,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<ChainCoverage> chains = PayloadCheck.ReadCoverage(warehouse.Connection);
        if (
            options.Endpoints.Select(group => group.Key).Except(chains.Select(chain => chain.ChainId)).ToList()
            is [var absent, ..]
        )
        {
            throw new InvalidInputException($"--rpc {absent}=…: nothing is stored of chain {absent}.");
        }

        var report = new VerifyReport(chains);
        foreach (int chain in chains.Select(chain => chain.ChainId))
        {
            report.Discrepancy ??= PayloadCheck.Run(
                warehouse.Connection,
                chain,
                _ => report.RangesUnchanged++,
                cancellation
            );
        }

        foreach (IGrouping<int, EndpointAddress> endpoints in options.Endpoints)
        {
            if (report.Discrepancy is null)
            {
                await AskAsync(warehouse, endpoints, options, report, cancellation);
            }
        }

        return report;
    }

    private static async Task AskAsync(
        WarehouseFile warehouse,
        IGrouping<int, EndpointAddress> endpoints,
        VerifyOptions options,
        VerifyReport report,
        CancellationToken cancellation
    )
    {
        var check = new EndpointCheck(warehouse.Connection, endpoints.Key);
        IReadOnlyList<long> blocks = options.SampleCount is { } count
            ? check.Sample(count, options.Seed)
            : check.BlocksWithLogs();
        bool isFirst = true;
        var retry = new RetryPolicy(TimeProvider.System, RetryPolicy.FirstDelayDefault);
        foreach (EndpointAddress endpoint in endpoints)
        {
            using var client = new RpcClient(endpoint.Url);
            var source = new ChainSource(client, retry, endpoint.RequestsPerSecond);
            await RequireChainAsync(source, endpoints.Key, cancellation);
            try
            {
                report.Discrepancy = isFirst
                    ? await check.CompareProvenAsync(source, blocks, report.Count, cancellation)
                    : await check.CompareClaimedAsync(source, blocks, cancellation);
            }
            catch (SyncException lie)
            {
                report.Discrepancy = new Discrepancy(endpoints.Key, blocks[0], blocks[^1], source.Name, lie.Message);
            }

            if (report.Discrepancy is not null)
            {
                return;
            }

            report.BlocksCompared += isFirst ? 0 : blocks.Count;
            isFirst = false;
        }

        if (options.SampleCount is not null)
        {
            report.AddSample(endpoints.Key, check.BlockCount, blocks.Count);
        }
    }

    private static async Task RequireChainAsync(ChainSource source, int chainId, CancellationToken cancellation)
    {
        long served = await source.ReadChainIdAsync(cancellation);
        if (served != chainId)
        {
            throw new InvalidInputException($"{source.Name} serves chain {served}, not {chainId}.");
        }
    }
}

/// <param name="Endpoints">By chain id; the first is asked for receipts, the others for logs.</param>
/// <param name="SampleCount">Blocks to ask for; null: all that have logs.</param>
internal sealed record VerifyOptions(ILookup<int, EndpointAddress> Endpoints, int? SampleCount, uint Seed);
