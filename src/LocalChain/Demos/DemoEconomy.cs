using System.Text.Json;
using Souk.Indexer.Rpc;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.LocalChain.Economy;
using Souk.LocalChain.Economy.Masa;
using Souk.LocalChain.Economy.Ocean;
using Souk.LocalChain.Economy.Oraichain;
using Souk.LocalChain.Economy.Royalties;
using Souk.LocalChain.Economy.SingularityNet;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Demos;

/// <summary>Two years of a synthetic AI-data economy on the protocols' real contracts, repeatable from a seed.</summary>
public static class DemoEconomy
{
    /// <param name="host">A fresh chain: nothing may have been mined on it.</param>
    /// <param name="outputFolder">Gets masa.yaml, ocean.yaml, oraichain.yaml, singularitynet.yaml and, with a foreign chain,
    /// sahara.yaml; created where missing.</param>
    /// <param name="foreign">A second fresh chain: then there is a royalty market, too, that is called from it.</param>
    /// <exception cref="LocalChainException">A package is missing or a transaction failed; names it.</exception>
    public static async Task<DemoEconomyResult> RunAsync(
        AnvilHost host,
        ulong seed,
        string outputFolder,
        IProgress<EconomyProgress>? progress,
        CancellationToken cancellation,
        DemoEconomyOptions? options = null,
        AnvilHost? foreign = null
    )
    {
        World world = await OpenAsync(host, seed, options, cancellation);
        World? other = foreign is null ? null : await OpenAsync(foreign, seed, options, cancellation);
        EconomyPlayer player = new(world, await SetUpAsync(world, other, cancellation));
        await PlayAsync(world, player, progress, cancellation);
        return await SummariseAsync(world, other, player, seed, outputFolder, cancellation);
    }

    private static async Task<World> OpenAsync(
        AnvilHost host,
        ulong seed,
        DemoEconomyOptions? options,
        CancellationToken cancellation
    )
    {
        JsonElement accounts = await host.Rpc.CallAsync("eth_accounts", cancellation);
        Address[] people = [.. accounts.EnumerateArray().Select(account => Address.Parse(account.GetString()!))];
        return people.Length >= Cast.AccountsMin
            ? new World(host, new Cast(people), seed, options ?? new DemoEconomyOptions())
            : throw new ArgumentException(
                $"The chain has {people.Length} accounts, not {Cast.AccountsMin}.",
                nameof(host)
            );
    }

    private static async Task<List<IScript>> SetUpAsync(World world, World? other, CancellationToken cancellation)
    {
        OwnContracts own = await OwnContracts.CompileAsync(cancellation);
        MasaContracts masa = await new MasaSetup(world, own).RunAsync(cancellation);
        NodeContracts nodes = await NodeSetup.RunAsync(world, own, masa.Token, cancellation);
        AiRequestContracts requests = await AiRequestSetup.RunAsync(world, own, cancellation);
        OceanContracts ocean = await new OceanSetup(world).RunAsync(cancellation);
        SingularityNetContracts singularityNet = await new SingularityNetSetup(world).RunAsync(cancellation);
        RoyaltyContracts? royalties = other is null
            ? null
            : await new RoyaltySetup(world, other, own).RunAsync(cancellation);
        return
        [
            .. MasaScripts.Create(world, masa, nodes),
            .. OceanScripts.Create(world, ocean),
            .. SingularityNetScripts.Create(world, singularityNet),
            new AiRequestScript(world, requests),
            .. royalties is null ? [] : RoyaltyScripts.Create(world, royalties),
        ];
    }

    private static async Task PlayAsync(
        World world,
        EconomyPlayer player,
        IProgress<EconomyProgress>? progress,
        CancellationToken cancellation
    )
    {
        int days = world.Options.Days;
        for (int day = 0; day < days; day++)
        {
            for (int slot = 0; slot < world.Options.BlocksPerDay; slot++)
            {
                await player.PlayBlockAsync(cancellation);
            }

            progress?.Report(
                new EconomyProgress(day + 1, days, world.Writer.BlockNumber, world.Writer.TransactionCount)
            );
        }
    }

    private static async Task<DemoEconomyResult> SummariseAsync(
        World world,
        World? other,
        EconomyPlayer player,
        ulong seed,
        string outputFolder,
        CancellationToken cancellation
    )
    {
        BlockWriter writer = world.Writer;
        string number = Hex.Quantity(writer.BlockNumber);
        JsonElement tip = await writer.Rpc.CallAsync("eth_getBlockByNumber", cancellation, number, false);
        return new DemoEconomyResult(
            seed,
            world.ChainId,
            writer.BlockNumber,
            Hash32.Parse(tip.GetProperty("hash").GetString()!),
            writer.TransactionCount,
            writer.LogCount,
            world.Deployed,
            OverlayManifests.Write(outputFolder, other is null ? [world] : [world, other]),
            player
        );
    }
}
