using System.Buffers.Binary;
using System.Numerics;
using Souk.Indexer.Decoding;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>LayerZero's published endpoint on one chain; the test is the relay that carries packets.</summary>
internal sealed class LayerZeroEnd(SystemChain chain, uint endpointId, Contract endpoint)
{
    /// <summary>What the message library asks for a message, in base units of the native coin.</summary>
    public static readonly BigInteger MessageFee = 100;

    private static readonly Hash32 PacketSent = EventSignature
        .Parse("PacketSent(bytes encodedPayload, bytes options, address sendLibrary)")
        .Topic0;

    private static readonly FunctionSignature PacketParts = FunctionSignature.Parse(
        "parts() returns (bytes payload, bytes options, address library)"
    );

    private Contract? _library;

    public long EndpointId => endpointId;

    public Contract Endpoint => endpoint;

    public static async Task<LayerZeroEnd> DeployAsync(SystemChain chain, uint endpointId)
    {
        ContractArtifact artifact = PublishedContracts.LayerZeroEndpoint();
        return new LayerZeroEnd(
            chain,
            endpointId,
            await chain.DeployAsync(artifact, (long)endpointId, chain.Account(0))
        );
    }

    public async Task ConnectAsync(LayerZeroEnd other)
    {
        Address owner = chain.Account(0);
        _library = await chain.DeployAsync(PublishedContracts.LayerZeroLibrary(), endpoint.Address, owner);
        await chain.CallAsync(owner, endpoint, "registerLibrary", _library.Address);
        await chain.CallAsync(owner, endpoint, "setDefaultSendLibrary", other.EndpointId, _library.Address);
        await chain.CallAsync(owner, endpoint, "setDefaultReceiveLibrary", other.EndpointId, _library.Address, 0);
    }

    public byte[] PacketOf(Receipt receipt) =>
        (byte[])PacketParts.DecodeResult(receipt.Single(endpoint.Address, PacketSent).Data)[0];

    /// <summary>Has the endpoint verify a packet and hand it over. Version, nonce, source, sender, destination, receiver,
    /// guid and message: PacketV1Codec.sol of lz-evm-protocol-v2.</summary>
    public async Task DeliverAsync(byte[] packet, Contract receiver)
    {
        Address relay = chain.Account(0);
        await chain.CallAsync(relay, _library!, "validatePacket", packet);
        long nonce = (long)BinaryPrimitives.ReadUInt64BigEndian(packet.AsSpan(1));
        long source = BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(9));
        object[] origin = [source, packet[13..45], nonce];
        byte[] none = [];
        await chain.CallAsync(
            relay,
            endpoint,
            "lzReceive",
            origin,
            receiver.Address,
            GuidOf(packet),
            packet[113..],
            none
        );
    }

    public static byte[] GuidOf(byte[] packet) => packet[81..113];

    public static byte[] Word(Address address) =>
        [.. new byte[Hash32.ByteCount - Address.ByteCount], .. address.ToBytes()];
}
