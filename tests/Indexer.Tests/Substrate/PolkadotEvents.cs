using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Tests.Substrate;

/// <summary>Events of Bittensor's real runtimes, encoded by polkadot-js, which shares nothing with our decoder.</summary>
internal sealed record PolkadotEvents(byte[] Metadata, string[] Skipped, IReadOnlyList<PolkadotBlock> Blocks)
{
    private static readonly ConcurrentDictionary<(string, int, int), Lazy<PolkadotEvents>> _made = [];

    /// <param name="runtime">mainnet or testnet, as npm @bitgo/sdk-coin-tao has them.</param>
    public static PolkadotEvents Make(string runtime, int seed, int count) =>
        _made
            .GetOrAdd(
                (runtime, seed, count),
                key => new Lazy<PolkadotEvents>(() => Run(key.Item1, key.Item2, key.Item3))
            )
            .Value;

    /// <param name="blocks">JSON: lists of [pallet, name, values, extrinsic or null].</param>
    public static PolkadotEvents MakeGiven(string runtime, string blocks) => Read(Ask(runtime, "given", blocks));

    /// <summary>Headers with their hashes.</summary>
    public static JsonElement[] MakeHeaders() =>
        [.. Ask("testnet", "given", "[]").GetProperty("headers").EnumerateArray()];

    /// <summary>Storage keys and values of what the pool of subnet 3 holds: 5000 TAO, 2^64 - 1 and 7 of alpha.</summary>
    public static (string Key, string Value)[] MakePools(string runtime) => MakeStorage(runtime, "pools");

    /// <summary>Of what subnet 3 gave at an epoch's end: 2^64 - 1 and 41 to validators 0x10… and 0x30…, 9999 of subnet 4, 17 to
    /// the first one for root's stakers, 180000000001 pending for the owner, and the owner.</summary>
    public static (string Key, string Value)[] MakeEmissions() => MakeStorage("testnet", "emissions");

    private static (string Key, string Value)[] MakeStorage(string runtime, string what) =>
        [
            .. Ask(runtime, "given", "[]")
                .GetProperty(what)
                .EnumerateArray()
                .Select(entry => (entry.GetProperty("key").GetString()!, entry.GetProperty("value").GetString()!)),
        ];

    public static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Analytics.sln")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }

    private static PolkadotEvents Run(string runtime, int seed, int count) =>
        Read(Ask(runtime, seed.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture)));

    private static JsonElement Ask(string runtime, string first, string second)
    {
        string script = Path.Combine(Root(), "tests", "Indexer.Tests", "Substrate", "polkadot.js");
        string[] arguments = [script, Path.Combine(Root(), "node_modules"), runtime, first, second];
        using Process node = Process.Start(
            new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        Task<string> errors = node.StandardError.ReadToEndAsync();
        using JsonDocument json = JsonDocument.Parse(node.StandardOutput.BaseStream);
        node.WaitForExit();
        node.ExitCode.ShouldBe(0, errors.Result);
        return json.RootElement.Clone();
    }

    private static PolkadotEvents Read(JsonElement root) =>
        new(
            Hex.Bytes(root.GetProperty("metadata").GetString()!),
            [.. root.GetProperty("skipped").EnumerateArray().Select(name => name.GetString()!)],
            [
                .. root.GetProperty("blocks")
                    .EnumerateArray()
                    .Select(block => new PolkadotBlock(
                        Hex.Bytes(block.GetProperty("bytes").GetString()!),
                        [.. block.GetProperty("events").EnumerateArray().Select(PolkadotEvent.Read)]
                    )),
            ]
        );
}

/// <param name="Bytes">Of System.Events.</param>
internal sealed record PolkadotBlock(byte[] Bytes, IReadOnlyList<PolkadotEvent> Events);

/// <param name="Extrinsic">Null for what happens before or after all extrinsics.</param>
/// <param name="Values">In polkadot-js' own spelling.</param>
internal sealed record PolkadotEvent(string Pallet, string Name, int Phase, int? Extrinsic, JsonElement[] Values)
{
    public static PolkadotEvent Read(JsonElement json) =>
        new(
            json.GetProperty("pallet").GetString()!,
            json.GetProperty("name").GetString()!,
            json.GetProperty("phase").GetInt32(),
            json.GetProperty("extrinsic") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null,
            [.. json.GetProperty("values").EnumerateArray()]
        );
}
