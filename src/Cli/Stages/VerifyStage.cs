using Souk.Cli.Screens;
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
            report.Discrepancy ??= PayloadCheck.FindUntiled(warehouse.Connection, chain);
        }

        if (report.Discrepancy is null)
        {
            await CheckPayloadsAsync(warehouse, options, report, cancellation);
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

    private static async Task CheckPayloadsAsync(
        WarehouseFile warehouse,
        VerifyOptions options,
        VerifyReport report,
        CancellationToken cancellation
    )
    {
        foreach (int chain in report.Chains.Select(chain => chain.ChainId))
        {
            report.Discrepancy ??= PayloadCheck.Run(
                warehouse.Connection,
                chain,
                _ => report.RangesUnchanged++,
                cancellation
            );
        }

        if (report.Discrepancy is { } found && options.Endpoints[found.ChainId].FirstOrDefault() is { } endpoint)
        {
            // A range has one hash: which of its blocks was changed only the chain can tell.
            using var client = new RpcClient(endpoint.Url);
            var retry = new RetryPolicy(TimeProvider.System, RetryPolicy.FirstDelayDefault);
            var source = new ChainSource(client, retry, endpoint.RequestsPerSecond);
            await RequireChainAsync(source, found.ChainId, cancellation);
            report.Discrepancy = await new EndpointCheck(warehouse.Connection, found.ChainId).NarrowAsync(
                source,
                found,
                cancellation
            );
        }
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
            report.Discrepancy = isFirst
                ? await check.CompareProvenAsync(source, blocks, report.Count, cancellation)
                : await check.CompareClaimedAsync(source, blocks, cancellation);
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
