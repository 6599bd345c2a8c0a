using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Souk.Indexer.Decoding;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Natives;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;

namespace Souk.Indexer.Substrate;

/// <summary>What Bittensor's subnet pools hold, which is state and in no event: read after every block whose number is a
/// multiple of <see cref="PeriodBlocks"/>, and stored as logs of an event that no pallet has.</summary>
/// <remarks>Nothing is read unless a kind of the manifest names the event; pools are those whose token, ALPHA and the subnet's
/// number, is in the manifest. Which blocks are read does not depend on ranges. A node that forgot the state of an old block
/// refuses, and the chain stops there.</remarks>
internal sealed class PoolStates
{
    /// <summary>About an hour.</summary>
    public const int PeriodBlocks = 300;

    /// <summary>The first runtime whose metadata are known to have pools; older ones may have none.</summary>
    private const uint FirstRuntime = 233;

    /// <summary>In place of an event's number in its block, below the subnet's.</summary>
    private const int FirstLogIndex = 1_000_000;

    private const string TokenPrefix = "ALPHA";

    /// <summary>Of the maps SubnetTAO, SubnetAlphaIn and SubnetAlphaOut of pallet SubtensorModule, whose keys are subnet numbers as
    /// they are: two names hashed by XXH128.</summary>
    private static readonly string[] s_maps =
    [
        "0x658faa385070e074c85bf6b568cf05557a57dce016211512d1700561066b85a3",
        "0x658faa385070e074c85bf6b568cf05552ce12f7007574647d692ac7edf8b7a53",
        "0x658faa385070e074c85bf6b568cf05557837978cc6746112a2c9e680a18cfcb9",
    ];

    private static readonly KnownMap[] s_known =
    [
        new("SubnetTAO", "uint64", KnownMap.Identity),
        new("SubnetAlphaIn", "uint64", KnownMap.Identity),
        new("SubnetAlphaOut", "uint64", KnownMap.Identity),
    ];

    private readonly SubstrateClient _client;
    private readonly ChainContract? _contract;
    private readonly EventSignature? _signature;
    private readonly ushort[] _subnets;

    public PoolStates(SubstrateClient client, ChainManifest chain)
    {
        _client = client;
        _contract = chain.Contracts.FirstOrDefault(contract => contract.Kind.Events.Any(IsPoolState));
        _signature = _contract?.Kind.Events.First(IsPoolState);
        _subnets =
        [
            .. chain
                .Tokens.Select(entry => entry.Token.Symbol)
                .Where(symbol => symbol.StartsWith(TokenPrefix, StringComparison.Ordinal))
                .Select(symbol => ushort.Parse(symbol.AsSpan(TokenPrefix.Length), CultureInfo.InvariantCulture))
                .Order(),
        ];
    }

    /// <summary>Adds a log for each pool that holds anything after the block, if its turn has come. Of a runtime that keeps other
    /// maps nothing is read; one log says so, and goes to quarantine.</summary>
    /// <exception cref="RpcException">The endpoint does not answer, or a value is no number of 64 bits.</exception>
    public async Task ReadAsync(
        BlockHeader block,
        EventRuntime runtime,
        LogColumns logs,
        EndpointTrail trail,
        CancellationToken cancellation
    )
    {
        if (_contract is null || block.Number % PeriodBlocks != 0 || block.Number < _contract.FromBlock)
        {
            return;
        }

        if (runtime.FindMisfit(KnownMap.Pallet, s_known) is { } problem)
        {
            if (runtime.Version >= FirstRuntime)
            {
                UndecodedEvent.Add(logs, HeadOf(block, subnet: 0), $"{_signature!.Name}: {problem}.");
            }

            return;
        }

        IReadOnlyList<byte[]?> values = await _client.AskAsync(
            trail,
            [.. _subnets.SelectMany(KeysOf).Select(key => new RpcCall("state_getStorage", key, block.Hash))],
            SubstrateClient.ReadStorage,
            cancellation
        );
        for (int index = 0; index < _subnets.Length; index++)
        {
            BigInteger[] held =
            [
                .. values
                    .Skip(index * s_maps.Length)
                    .Take(s_maps.Length)
                    .Select(value => _client.NumberOf(value, "a subnet pool")),
            ];
            if (held.Any(amount => amount > 0))
            {
                Add(block, _subnets[index], held, logs);
            }
        }
    }

    private void Add(in BlockHeader block, ushort subnet, BigInteger[] held, LogColumns logs)
    {
        object[] values = [(BigInteger)subnet, .. held.Select(amount => (object)amount)];
        logs.Add(HeadOf(block, subnet), [_signature!.Topic0], AbiEncoder.Encode(_signature.Data, values));
    }

    private LogHead HeadOf(in BlockHeader block, ushort subnet) =>
        new(block.Number, block.Hash, FirstLogIndex + subnet, EventRecords.Finalization, default, _contract!.Address);

    private static IEnumerable<string> KeysOf(ushort subnet)
    {
        byte[] key = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(key, subnet);
        return s_maps.Select(map => map + Convert.ToHexStringLower(key));
    }

    private static bool IsPoolState(EventSignature signature) =>
        signature.CanonicalText == "PoolState(uint16,uint64,uint64,uint64)";
}
