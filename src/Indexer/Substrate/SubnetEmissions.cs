using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;
using Souk.Indexer.Decoding;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Natives;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Substrate;

/// <summary>What validators and the owner of a Bittensor subnet got at the end of its epoch, in base units of its alpha: state
/// that no event tells, stored as logs of events that no pallet has.</summary>
/// <remarks>An epoch ends in the blocks where the pallet tells what miners earned, so no other block costs a call. The state
/// after such a block holds each validator's share, which goes to its hotkey and to those who stake with it, without its take:
/// that is in no storage. The owner's cut is what was pending after the block before; what the last block adds is in no storage
/// either. A node that forgot the state of an old block refuses, and the chain stops there.</remarks>
internal sealed class SubnetEmissions
{
    /// <summary>In place of an event's number in its block, behind those of pools.</summary>
    private const int FirstLogIndex = 2_000_000;

    /// <summary>Mechanisms of a subnet count on by this from its number.</summary>
    private const int SubnetCountMax = 4096;

    /// <summary>Nodes serve 1000 keys at once.</summary>
    private const int KeysPerPage = 1000;

    private const int AccountByteCount = 32;

    /// <summary>Of a key of a map: two hashed names, the subnet, and the account behind its hash.</summary>
    private const int KeyByteCount = 16 + 16 + sizeof(ushort) + 16 + AccountByteCount;

    /// <summary>AlphaDividendsPerSubnet and RootAlphaDividendsPerSubnet of pallet SubtensorModule: names hashed by XXH128.</summary>
    private static readonly string[] s_dividends =
    [
        "0x658faa385070e074c85bf6b568cf0555362d401ea7c93984e89763daca2cbf3b",
        "0x658faa385070e074c85bf6b568cf0555b45aac03352331189026aab761bdab0f",
    ];

    private const string PendingCut = "0x658faa385070e074c85bf6b568cf0555619fc1d902020b6627d90e16de3dd552";
    private const string Owner = "0x658faa385070e074c85bf6b568cf055536e3e82152c8758267395fe524fbbd16";

    /// <summary>Of the two kinds of dividends, of the owner's cut, and of the pallet's own event where an epoch ends.</summary>
    private static readonly string[] s_events =
    [
        "ValidatorDividends(uint16,address,uint64)",
        "RootDividends(uint16,address,uint64)",
        "OwnerCut(uint16,address,uint64)",
        "IncentiveAlphaEmittedToMiners(uint16,uint64[])",
    ];

    private static readonly KnownMap[] s_known =
    [
        new("AlphaDividendsPerSubnet", "uint64", KnownMap.Identity, KnownMap.Blake128Concat),
        new("RootAlphaDividendsPerSubnet", "uint64", KnownMap.Identity, KnownMap.Blake128Concat),
        new("PendingOwnerCut", "uint64", KnownMap.Identity),
        new("SubnetOwner", "address", KnownMap.Identity),
    ];

    private readonly SubstrateClient _client;
    private readonly NativeAccounts _accounts;

    /// <summary>The pallet; null where no manifest names all of the events.</summary>
    private readonly ChainContract? _contract;
    private readonly EventSignature[] _signatures;

    public SubnetEmissions(SubstrateClient client, ChainManifest chain, NativeAccounts accounts)
    {
        _client = client;
        _accounts = accounts;
        _contract = chain.Contracts.FirstOrDefault(contract => SignaturesOf(contract).Length == s_events.Length);
        _signatures = _contract is null ? [] : SignaturesOf(_contract);
    }

    /// <summary>Adds a log for each party that earned in a subnet whose epoch ended in the block. Of a runtime that keeps other maps
    /// nothing is read; one log says so, and goes to quarantine.</summary>
    /// <param name="firstLog">Of the block.</param>
    /// <exception cref="RpcException">The endpoint does not answer, or a key or value is none of these maps'.</exception>
    public async Task ReadAsync(
        BlockHeader block,
        EventRuntime runtime,
        int firstLog,
        LogColumns logs,
        EndpointTrail trail,
        CancellationToken cancellation
    )
    {
        int at = FirstLogIndex;
        ushort[] ended = EndedIn(logs, firstLog);
        if (ended.Length > 0 && runtime.FindMisfit(KnownMap.Pallet, s_known) is { } problem)
        {
            UndecodedEvent.Add(logs, HeadOf(block, at), $"{_signatures[0].Name}: {problem}.");
            return;
        }

        foreach (ushort subnet in ended)
        {
            for (int kind = 0; kind < s_dividends.Length; kind++)
            {
                string prefix = s_dividends[kind] + HexOf(subnet);
                IReadOnlyList<string> keys = await ReadKeysAsync(prefix, block, trail, cancellation);
                IReadOnlyList<byte[]?> shares = await ReadValuesAsync(keys, block.Hash, trail, cancellation);
                for (int index = 0; index < keys.Count; index++)
                {
                    byte[] account = Hex.Bytes(keys[index])[^AccountByteCount..];
                    Add(_signatures[kind], account, _client.NumberOf(shares[index], "a subnet dividend"));
                }
            }

            string cut = PendingCut + HexOf(subnet);
            string owner = Owner + HexOf(subnet);
            byte[]? pending = (await ReadValuesAsync([cut], block.Parent, trail, cancellation))[0];
            if (
                (await ReadValuesAsync([owner], block.Hash, trail, cancellation))[0] is { Length: AccountByteCount } key
            )
            {
                Add(_signatures[s_dividends.Length], key, _client.NumberOf(pending, "a subnet owner's cut"));
            }

            void Add(EventSignature signature, byte[] account, BigInteger alpha)
            {
                if (alpha > 0)
                {
                    Write(block, at++, signature, [(BigInteger)subnet, _accounts.OfKey(account), alpha], logs);
                }
            }
        }
    }

    private void Write(in BlockHeader block, int at, EventSignature signature, object[] values, LogColumns logs) =>
        logs.Add(HeadOf(block, at), [signature.Topic0], AbiEncoder.Encode(signature.Data, values));

    private LogHead HeadOf(in BlockHeader block, int at) =>
        new(block.Number, block.Hash, at, EventRecords.Finalization, default, _contract!.Address);

    /// <summary>Subnets of which the block's own events tell what miners earned, each once and in order.</summary>
    private ushort[] EndedIn(LogColumns logs, int firstLog)
    {
        SortedSet<ushort> ended = [];
        for (int log = firstLog; log < logs.Count && _contract is not null; log++)
        {
            if (logs.Addresses[log] == _contract.Address && logs.TopicsOf(log)[0] == _signatures[^1].Topic0)
            {
                // The first word of the contract ABI is the number, big-endian.
                ReadOnlySpan<byte> number = logs.DataOf(log).Slice(AccountByteCount - sizeof(ushort), sizeof(ushort));
                ended.Add((ushort)(BinaryPrimitives.ReadUInt16BigEndian(number) % SubnetCountMax));
            }
        }

        return [.. ended];
    }

    /// <summary>All keys of a map that begin with a prefix, in the order of their bytes.</summary>
    private async Task<IReadOnlyList<string>> ReadKeysAsync(
        string prefix,
        BlockHeader block,
        EndpointTrail trail,
        CancellationToken cancellation
    )
    {
        List<string> keys = [];
        string[] page;
        do
        {
            page = await _client.AskAsync(
                trail,
                ReadTexts,
                cancellation,
                "state_getKeysPaged",
                prefix,
                KeysPerPage,
                keys.Count == 0 ? null : keys[^1],
                block.Hash
            );
            foreach (string key in page)
            {
                bool isNext = keys.Count == 0 || string.CompareOrdinal(key, keys[^1]) > 0;
                keys.Add(
                    isNext && key.StartsWith(prefix, StringComparison.Ordinal) && key.Length == 2 + (2 * KeyByteCount)
                        ? key
                        : throw new RpcException(
                            $"{_client.Name} lists {key}, which is no next key of {prefix}.",
                            isTransient: true
                        )
                );
            }
        } while (page.Length == KeysPerPage);

        return keys;
    }

    private Task<IReadOnlyList<byte[]?>> ReadValuesAsync(
        IReadOnlyList<string> keys,
        Hash32 block,
        EndpointTrail trail,
        CancellationToken cancellation
    ) =>
        _client.AskAsync(
            trail,
            [.. keys.Select(key => new RpcCall("state_getStorage", key, block))],
            SubstrateClient.ReadStorage,
            cancellation
        );

    private static string[] ReadTexts(JsonElement json) => [.. json.EnumerateArray().Select(item => item.GetString()!)];

    private static string HexOf(ushort number)
    {
        byte[] bytes = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, number);
        return Convert.ToHexStringLower(bytes);
    }

    private static EventSignature[] SignaturesOf(ChainContract contract) =>
        [
            .. s_events.SelectMany(text =>
                contract.Kind.Events.Where(signature => signature.CanonicalText == text).Take(1)
            ),
        ];
}
