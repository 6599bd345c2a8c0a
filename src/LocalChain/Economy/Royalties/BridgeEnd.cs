using System.Buffers.Binary;
using Souk.Indexer.Decoding;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Royalties;

/// <summary>LayerZero's published endpoint on one chain of the demo, with the MODELLED token on it. The demo is the relay.
/// </summary>
internal sealed class BridgeEnd(World world, long endpointId, Contract endpoint, Contract token)
{
    /// <summary>What the message library asks for a message, in base units of the native coin.</summary>
    public const int MessageFee = 100;

    private static readonly Hash32 PacketSent = EventSignature
        .Parse("PacketSent(bytes encodedPayload, bytes options, address sendLibrary)")
        .Topic0;

    private static readonly FunctionSignature PacketParts = FunctionSignature.Parse(
        "parts() returns (bytes payload, bytes options, address library)"
    );

    private Contract? _library;

    public World World => world;

    public long EndpointId => endpointId;

    public Contract Token => token;

    public static async Task<BridgeEnd> DeployAsync(
        World world,
        OwnContracts own,
        long endpointId,
        CancellationToken cancellation
    )
    {
        Address deployer = world.Cast.Deployer;
        Contract endpoint = await world.DeployAsync(
            PublishedContracts.LayerZeroEndpoint(),
            deployer,
            cancellation,
            endpointId,
            deployer
        );
        Contract token = await world.DeployAsync(
            own["ModelledOmnichainToken"],
            deployer,
            cancellation,
            "Royalty token (modelled)",
            "SAHARA",
            endpoint.Address,
            Units.Sahara(RoyaltySetup.SupplyTokens),
            deployer
        );
        world.Register(RoyaltySetup.System, "sahara_token", "SAHARA stand-in (modelled)", token);
        return new BridgeEnd(world, endpointId, endpoint, token);
    }

    /// <summary>Lets messages of the other end in, and its own out to it.</summary>
    public async Task ConnectAsync(BridgeEnd other, CancellationToken cancellation)
    {
        Address deployer = world.Cast.Deployer;
        _library = await world.DeployAsync(
            PublishedContracts.LayerZeroLibrary(),
            deployer,
            cancellation,
            endpoint.Address,
            deployer
        );
        byte[] peer = new byte[Hash32.ByteCount];
        other.Token.Address.ToBytes().CopyTo(peer, Hash32.ByteCount - Address.ByteCount);
        world.Call(deployer, endpoint, "registerLibrary", _library.Address);
        world.Call(deployer, endpoint, "setDefaultSendLibrary", other.EndpointId, _library.Address);
        world.Call(deployer, endpoint, "setDefaultReceiveLibrary", other.EndpointId, _library.Address, 0);
        world.Call(deployer, token, "setPeer", other.EndpointId, peer);
        await world.MineSetupAsync(cancellation);
    }

    public byte[] PacketOf(Receipt receipt) =>
        (byte[])PacketParts.DecodeResult(receipt.Single(endpoint.Address, PacketSent).Data)[0];

    public static byte[] GuidOf(byte[] packet) => packet[81..113];

    /// <summary>Plans the two calls by which a packet arrives. Version, nonce, source, sender, destination, receiver, guid
    /// and message: PacketV1Codec.sol of lz-evm-protocol-v2.</summary>
    public void Deliver(byte[] packet)
    {
        Address relay = world.Cast.Deployer;
        long nonce = (long)BinaryPrimitives.ReadUInt64BigEndian(packet.AsSpan(1));
        long source = BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(9));
        object[] origin = [source, packet[13..45], nonce];
        byte[] none = [];
        world.Call(relay, _library!, "validatePacket", packet);
        world.Call(relay, endpoint, "lzReceive", origin, token.Address, GuidOf(packet), packet[113..], none);
    }
}
