using System.Globalization;
using System.Text;
using Souk.LocalChain.Economy;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Demos;

/// <summary>Writes, for each system, a manifest that extends the one in data/manifests with the demo's addresses.
/// </summary>
internal static class OverlayManifests
{
    /// <summary>Systems whose contracts pay in the chain's own coin. On Masa's chain that coin stands for MASA.</summary>
    private static readonly Dictionary<string, string> NativeCoins = new() { ["masa"] = "MASA-L1" };

    private static readonly Dictionary<string, (string Symbol, int Decimals, string Kind)[]> Tokens = new()
    {
        ["masa"] = [("MASA", 18, "masa_token"), ("USDC", 6, "usdc")],
        ["ocean"] = [("OCEAN", 18, "ocean_token")],
        ["oraichain"] = [("ORAI", 18, "orai_token")],
        ["sahara"] = [("SAHARA", 18, "sahara_token"), ("PARTNER", 18, "modelled_partner_token")],
        ["singularitynet"] = [("AGIX", 8, "agix_token")],
    };

    /// <returns>The full paths, in alphabetical order of the systems that have contracts.</returns>
    public static IReadOnlyList<string> Write(string folder, IReadOnlyList<World> worlds)
    {
        Directory.CreateDirectory(folder);
        var paths = new List<string>();
        IEnumerable<string> systems = worlds.SelectMany(world => world.Deployed).Select(contract => contract.System);
        foreach (string system in systems.Distinct().Order(StringComparer.Ordinal))
        {
            string path = Path.GetFullPath(Path.Combine(folder, system + ".yaml"));
            File.WriteAllText(path, Compose(system, worlds));
            paths.Add(path);
        }

        return paths;
    }

    private static string Compose(string system, IReadOnlyList<World> worlds)
    {
        string source = Path.Combine(RepositoryFolder.Find(), "data", "manifests", system + ".yaml");
        var yaml = new StringBuilder();
        yaml.Append("# Written by the demo: addresses of a local chain that ends with it.\n");
        yaml.Append(CultureInfo.InvariantCulture, $"extends: \"{source.Replace("\\", "\\\\")}\"\n");
        yaml.Append("label: Synthetic demo\ndeployments:\n");
        foreach (World world in worlds)
        {
            DeployedContract[] contracts = [.. world.Deployed.Where(contract => contract.System == system)];
            if (contracts.Length > 0)
            {
                AppendDeployment(yaml, system, world.ChainId, contracts);
            }
        }

        return yaml.ToString();
    }

    private static void AppendDeployment(
        StringBuilder yaml,
        string system,
        int chainId,
        IReadOnlyList<DeployedContract> contracts
    )
    {
        yaml.Append(CultureInfo.InvariantCulture, $"  - chain: {chainId}\n    development: true\n    tokens:\n");
        foreach ((string symbol, int decimals, string kind) in Tokens[system])
        {
            if (contracts.SingleOrDefault(contract => contract.Kind == kind) is not { } token)
            {
                continue;
            }

            yaml.Append("      - {symbol: ").Append(symbol);
            yaml.Append(CultureInfo.InvariantCulture, $", decimals: {decimals}, ");
            yaml.Append(CultureInfo.InvariantCulture, $"address: \"{token.Address}\", kind: erc20}}\n");
        }

        if (NativeCoins.TryGetValue(system, out string? coin))
        {
            yaml.Append("      - {symbol: ").Append(coin);
            yaml.Append(
                CultureInfo.InvariantCulture,
                $", decimals: 18, address: \"{default(Address)}\", kind: native}}\n"
            );
        }

        yaml.Append("    contracts:\n");
        foreach (DeployedContract contract in contracts)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"      - {{kind: {contract.Kind}, name: \"{contract.Name}\", ");
            yaml.Append(CultureInfo.InvariantCulture, $"address: \"{contract.Address}\", ");
            yaml.Append(CultureInfo.InvariantCulture, $"from_block: {contract.FromBlock}}}\n");
        }
    }
}
