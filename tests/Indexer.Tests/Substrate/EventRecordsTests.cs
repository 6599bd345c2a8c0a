using System.Collections;
using System.Numerics;
using System.Text.Json;
using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Natives;
using Souk.Indexer.Rpc;
using Souk.Indexer.Scale;
using Souk.Indexer.Sources;
using Souk.Indexer.Substrate;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Substrate;

/// <summary>Our SCALE decoder against polkadot-js, over metadata of two runtimes of Bittensor.</summary>
public sealed class EventRecordsTests
{
    private const int EventCount = 1500;

    [Theory]
    [InlineData("mainnet", 219, 175)]
    [InlineData("testnet", 233, 178)]
    public void Every_value_of_every_event_is_what_polkadot_js_encoded(string runtime, uint version, int distinctMin)
    {
        PolkadotEvents made = PolkadotEvents.Make(runtime, seed: 42, EventCount);
        var accounts = new NativeAccounts();
        (EventRuntime ours, ILookup<Address, ChainContract> pallets) = Declare(made.Metadata, version, accounts);
        Dictionary<Address, string> natives = [];
        HashSet<string> seen = [];
        int compared = 0;

        foreach (PolkadotBlock block in made.Blocks)
        {
            var logs = new LogColumns();
            new EventRecords(accounts).Read(block.Bytes, ours, new BlockHeader(9, default, default, default), logs);
            foreach ((Address address, string native) in accounts.Added)
            {
                natives.TryAdd(address, native);
            }

            for (int log = 0; log < logs.Count; log++)
            {
                PolkadotEvent expected = block.Events[logs.LogIndexes[log]];
                Compare(logs, log, expected, pallets, natives);
                seen.Add($"{expected.Pallet}.{expected.Name}");
                compared++;
            }
        }

        made.Skipped.Length.ShouldBe(15, string.Join(", ", made.Skipped));
        seen.Count.ShouldBeGreaterThan(distinctMin - 10);
        compared.ShouldBeGreaterThan(EventCount * 3 / 4);
    }

    [Fact]
    public void Events_of_one_word_fields_take_no_memory_once_their_accounts_are_known()
    {
        PolkadotEvents made = PolkadotEvents.Make("mainnet", seed: 42, EventCount);
        var accounts = new NativeAccounts();
        (EventRuntime runtime, _) = Declare(
            made.Metadata,
            219,
            accounts,
            "StakeAdded(address,uint64)",
            "NeuronRegistered(uint16,uint16,address)"
        );
        var records = new EventRecords(accounts);
        var logs = new LogColumns();
        var header = new BlockHeader(9, default, default, default);
        ReadAll();
        int stored = logs.Count;
        long before = GC.GetAllocatedBytesForCurrentThread();

        ReadAll();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200);
        stored.ShouldBeGreaterThan(5);

        void ReadAll()
        {
            logs.Clear();
            foreach (PolkadotBlock block in made.Blocks)
            {
                records.Read(block.Bytes, runtime, header, logs);
            }
        }
    }

    [Fact]
    public void A_cut_or_changed_block_of_events_is_refused_and_never_read_half()
    {
        PolkadotEvents made = PolkadotEvents.Make("testnet", seed: 42, EventCount);
        var accounts = new NativeAccounts();
        (EventRuntime runtime, _) = Declare(made.Metadata, 233, accounts);
        byte[] bytes = made.Blocks[0].Bytes;
        var header = new BlockHeader(9, default, default, default);

        for (int length = 1; length < bytes.Length; length++)
        {
            byte[] cut = bytes[..length];
            Should.Throw<ScaleException>(() => new EventRecords(accounts).Read(cut, runtime, header, new LogColumns()));
        }

        Should.Throw<ScaleException>(() =>
            new EventRecords(accounts).Read([.. bytes, 0], runtime, header, new LogColumns())
        );
    }

    [Fact]
    public void Metadata_of_other_formats_and_no_metadata_are_refused_by_name()
    {
        byte[] metadata = PolkadotEvents.Make("mainnet", seed: 42, EventCount).Metadata;
        byte[] newer = [.. metadata[..4], 16, .. metadata[5..]];

        Should
            .Throw<ScaleException>(() => RuntimeMetadata.Parse(newer))
            .Message.ShouldBe("Metadata have format 16; formats 14 and 15 are known.");
        Should.Throw<ScaleException>(() => RuntimeMetadata.Parse([1, 2, 3, 4])).Message.ShouldContain("no metadata");
        Should.Throw<ScaleException>(() => RuntimeMetadata.Parse(metadata.AsSpan()[..^20000].ToArray()));
    }

    /// <summary>A runtime of which manifests name every event, or some of SubtensorModule.</summary>
    private static (EventRuntime, ILookup<Address, ChainContract>) Declare(
        byte[] bytes,
        uint version,
        NativeAccounts accounts,
        params string[] some
    )
    {
        RuntimeMetadata metadata = RuntimeMetadata.Parse(bytes);
        var types = new ScaleSizes(metadata.Types);
        List<ChainContract> contracts = [];
        foreach (RuntimePallet pallet in metadata.Pallets.Where(pallet => pallet.EventType is not null))
        {
            List<EventRule> rules =
                some.Length > 0
                    ? [.. some.Select(text => EventRule.Always(EventSignature.Parse(text)))]
                    : [.. types.TypeOf(pallet.EventType!.Value).Variants.SelectMany(variant => Rule(variant, types))];
            if (some.Length == 0 || pallet.Name == "SubtensorModule")
            {
                var kind = new ContractKind(pallet.Name, rules, [], [], IsFiltered: true);
                contracts.Add(
                    new ChainContract("any", kind, pallet.Name, NativeAddress.OfPallet(pallet.Name), 0, null)
                );
            }
        }

        return (
            new EventRuntime(metadata, version, contracts, accounts),
            contracts.ToLookup(contract => contract.Address)
        );
    }

    private static IEnumerable<EventRule> Rule(ScaleVariant variant, ScaleSizes types)
    {
        string shape;
        try
        {
            shape = new ScaleShapes(types).Of(variant);
        }
        catch (ScaleException)
        {
            yield break;
        }

        yield return EventRule.Always(EventSignature.Parse(shape));
    }

    private static void Compare(
        LogColumns logs,
        int log,
        PolkadotEvent expected,
        ILookup<Address, ChainContract> pallets,
        Dictionary<Address, string> natives
    )
    {
        ChainContract contract = pallets[logs.Addresses[log]].Single();
        contract.Name.ShouldBe(expected.Pallet);
        EventSignature signature = contract.Kind.Events.Single(candidate => candidate.Topic0 == logs.TopicsOf(log)[0]);
        signature.Name.ShouldBe(expected.Name);
        logs.TransactionIndexes[log]
            .ShouldBe(
                expected.Extrinsic ?? (expected.Phase == 1 ? EventRecords.Finalization : EventRecords.Initialization)
            );
        object[] values = LogDecoder.DecodeValues(signature, logs.TopicsOf(log), logs.DataOf(log));
        string ours = string.Join(" | ", values.Select(value => Show(value, natives)));
        string theirs = string.Join(" | ", expected.Values.Select(Show));
        if (!HasBytesOfVariants(theirs, ours))
        {
            ours.ShouldBe(theirs, $"{expected.Pallet}.{signature}");
        }
    }

    /// <summary>Enumerations with fields are bytes for us, and named for polkadot-js.</summary>
    private static bool HasBytesOfVariants(string theirs, string ours) => theirs.Contains('{') && ours.Contains("0x");

    private static string Show(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => $"[{string.Join(",", value.EnumerateArray().Select(Show))}]",
            JsonValueKind.String => value.GetString()!,
            _ => value.GetRawText(),
        };

    private static string Show(object value, Dictionary<Address, string> natives) =>
        value switch
        {
            bool flag => flag ? "true" : "false",
            BigInteger number => number.ToString(),
            Address address => natives.GetValueOrDefault(address, address.ToString()),
            Hash32 hash => hash.ToString(),
            byte[] bytes => Hex.From(bytes),
            string text => text,
            IEnumerable list => $"[{string.Join(",", list.Cast<object>().Select(item => Show(item, natives)))}]",
            _ => value.ToString()!,
        };
}
