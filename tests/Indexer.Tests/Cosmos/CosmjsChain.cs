using System.Diagnostics;
using System.Text.Json.Nodes;
using Souk.Indexer.Tests.Substrate;

namespace Souk.Indexer.Tests.Cosmos;

/// <summary>Blocks of a chain as a CometBFT node would answer, encoded by cosmjs-types, which shares nothing with our decoder.
/// </summary>
/// <param name="Accounts">From the names of the chain's script, such as @alice, to accounts.</param>
internal sealed record CosmjsChain(
    string Network,
    string Version,
    long First,
    IReadOnlyDictionary<string, string> Accounts,
    IReadOnlyList<JsonNode> Blocks
)
{
    /// <param name="blocks">JSON, as cosmjs.js has it.</param>
    public static CosmjsChain Make(string network, string version, string prefix, string blocks, long first = 1)
    {
        string root = PolkadotEvents.Root();
        string[] arguments =
        [
            Path.Combine(root, "tests", "Indexer.Tests", "Cosmos", "cosmjs.js"),
            Path.Combine(root, "node_modules"),
        ];
        using Process node = Process.Start(
            new ProcessStartInfo("node", arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        Task<string> errors = node.StandardError.ReadToEndAsync();
        Task<string> output = node.StandardOutput.ReadToEndAsync();
        node.StandardInput.Write(
            $$"""{"chain":"{{network}}","version":"{{version}}","prefix":"{{prefix}}","first":{{first}},"blocks":{{blocks}}}"""
        );
        node.StandardInput.Close();
        node.WaitForExit();
        node.ExitCode.ShouldBe(0, errors.Result);
        JsonNode made = JsonNode.Parse(output.Result)!;
        return new CosmjsChain(
            network,
            version,
            first,
            made["accounts"]!.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>()),
            [.. made["blocks"]!.AsArray().Select(block => block!)]
        );
    }
}
