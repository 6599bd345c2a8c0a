using System.Text.Json;

namespace Souk.Indexer.Cosmos;

/// <summary>What a node says of itself.</summary>
/// <param name="Network">The chain's id, such as fetchhub-4.</param>
/// <param name="Version">Of CometBFT or Tendermint.</param>
/// <param name="Earliest">The first block that it still has.</param>
/// <param name="Latest">The last block that it has.</param>
internal sealed record NodeStatus(string Network, string Version, long Earliest, long Latest)
{
    /// <param name="json">What `status` answers.</param>
    /// <exception cref="FormatException">It is no status.</exception>
    public static NodeStatus Read(JsonElement json)
    {
        JsonElement node = json.GetProperty("node_info");
        JsonElement sync = json.GetProperty("sync_info");
        return new NodeStatus(
            CosmosJson.Text(node, "network"),
            CosmosJson.Text(node, "version"),
            CosmosJson.Number(sync, "earliest_block_height", absent: 1),
            CosmosJson.Number(sync, "latest_block_height")
        );
    }
}
