using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;
using Souk.Indexer.Decoding;
using Souk.Indexer.Rpc;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Bridges;

/// <summary>One end of a bridge: MASA's published token on LayerZero's published endpoint.</summary>
internal sealed class BridgeChain(AnvilHost host, uint endpointId, Address owner, Contract endpoint, Contract token)
{
    /// <summary>What the message library asks for a message, in base units of the native coin.</summary>
    private const int MessageFee = 100;
    private const long CreationGas = 8_000_000;

    private static readonly Hash32 PacketSent = EventSignature
        .Parse("PacketSent(bytes encodedPayload, bytes options, address sendLibrary)")
        .Topic0;

    private static readonly FunctionSignature PacketParts = FunctionSignature.Parse(
        "parts() returns (bytes payload, bytes options, address library)"
    );

    private Contract? _library;

    public AnvilHost Host => host;

    public Contract Token => token;

    public Address Owner => owner;

    public static async Task<BridgeChain> DeployAsync(AnvilHost host, uint endpointId)
    {
        JsonElement accounts = await host.Rpc.CallAsync("eth_accounts", CancellationToken.None);
        Address owner = Address.Parse(accounts[0].GetString()!);
        Contract endpoint = await CreateAsync(
            host,
            owner,
            PublishedContracts.LayerZeroEndpoint(),
            (long)endpointId,
            owner
        );
        Contract token = await CreateAsync(host, owner, PublishedContracts.MasaToken(), endpoint.Address, owner);
        return new BridgeChain(host, endpointId, owner, endpoint, token);
    }

    /// <summary>Lets messages of another chain's token in, and its own out to it.</summary>
    public async Task ConnectAsync(BridgeChain other)
    {
        _library = await CreateAsync(host, owner, PublishedContracts.LayerZeroLibrary(), endpoint.Address, owner);
        await CallAsync(owner, endpoint, "registerLibrary", _library.Address);
        await CallAsync(owner, endpoint, "setDefaultSendLibrary", (long)other.EndpointId, _library.Address);
        await CallAsync(owner, endpoint, "setDefaultReceiveLibrary", (long)other.EndpointId, _library.Address, 0);
        await CallAsync(owner, token, "setPeer", (long)other.EndpointId, Word(other.Token.Address));
    }

    public Task MintAsync(Address account, BigInteger amount) => CallAsync(owner, token, "mint", account, amount);

    /// <summary>Sends tokens to the same account on the other chain.</summary>
    /// <returns>The packet that somebody has to deliver there.</returns>
    public async Task<byte[]> SendAsync(Address account, BigInteger amount, BridgeChain other)
    {
        byte[] none = [];
        object[] parameters = [(long)other.EndpointId, Word(account), amount, amount, none, none, none];
        PlannedTransaction send = token.Call(account, "send", parameters, new object[] { MessageFee, 0 }, account);
        Receipt receipt = await MineAsync(host, send with { Value = MessageFee });
        ChainLog log = receipt.Single(endpoint.Address, PacketSent);
        return (byte[])PacketParts.DecodeResult(log.Data)[0];
    }

    /// <summary>Has the endpoint verify a packet and hand it to the token. Version, nonce, source, sender, destination,
    /// receiver, guid and message: PacketV1Codec.sol of lz-evm-protocol-v2.</summary>
    public async Task DeliverAsync(byte[] packet)
    {
        await CallAsync(owner, _library!, "validatePacket", packet);
        long nonce = (long)BinaryPrimitives.ReadUInt64BigEndian(packet.AsSpan(1));
        long source = BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(9));
        object[] origin = [source, packet[13..45], nonce];
        await CallAsync(
            owner,
            endpoint,
            "lzReceive",
            origin,
            token.Address,
            packet[81..113],
            packet[113..],
            Array.Empty<byte>()
        );
    }

    public async Task MineEmptyAsync(int count)
    {
        for (int block = 0; block < count; block++)
        {
            await host.Rpc.CallAsync("evm_mine", CancellationToken.None);
        }
    }

    private uint EndpointId => endpointId;

    private Task<Receipt> CallAsync(Address from, Contract contract, string function, params object[] arguments) =>
        MineAsync(host, contract.Call(from, function, arguments));

    private static async Task<Contract> CreateAsync(
        AnvilHost host,
        Address from,
        ContractArtifact artifact,
        params object[] arguments
    )
    {
        byte[] code = artifact.EncodeCreation(arguments);
        var create = new PlannedTransaction(artifact.Name, from, To: null, code, 0, CreationGas, OnMined: null);
        Receipt receipt = await MineAsync(host, create);
        return new Contract(receipt.ContractAddress!.Value, artifact);
    }

    private static async Task<Receipt> MineAsync(AnvilHost host, PlannedTransaction transaction)
    {
        JsonElement sent = await host.Rpc.CallAsync(
            "eth_sendTransaction",
            CancellationToken.None,
            new
            {
                from = transaction.From.ToString(),
                to = transaction.To?.ToString(),
                data = Hex.From(transaction.Data),
                gas = Hex.Quantity(transaction.Gas),
                value = Hex.Quantity(transaction.Value),
                gasPrice = "0x1",
            }
        );
        await host.Rpc.CallAsync("evm_mine", CancellationToken.None);
        JsonElement json = await host.Rpc.CallAsync(
            "eth_getTransactionReceipt",
            CancellationToken.None,
            sent.GetString()!
        );
        Receipt receipt = Receipt.FromJson(json);
        receipt.Succeeded.ShouldBeTrue($"{transaction.Name} failed");
        return receipt;
    }

    private static byte[] Word(Address address)
    {
        byte[] word = new byte[Hash32.ByteCount];
        Hex.Bytes(address.ToString()).CopyTo(word, Hash32.ByteCount - Address.ByteCount);
        return word;
    }
}
