using System.Text.Json;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Chain;

/// <summary>What one mined transaction did.</summary>
/// <param name="ContractAddress">Of the contract it created, else null.</param>
internal sealed record Receipt(
    string TransactionHash,
    bool Succeeded,
    long GasUsed,
    Address? ContractAddress,
    IReadOnlyList<ChainLog> Logs
)
{
    public static Receipt FromJson(JsonElement json)
    {
        JsonElement created = json.GetProperty("contractAddress");
        return new Receipt(
            json.GetProperty("transactionHash").GetString()!,
            json.GetProperty("status").GetString() == "0x1",
            Hex.ToLong(json.GetProperty("gasUsed").GetString()!),
            created.ValueKind == JsonValueKind.String ? Address.Parse(created.GetString()!) : null,
            [.. json.GetProperty("logs").EnumerateArray().Select(ChainLog.FromJson)]
        );
    }

    /// <summary>The only log with this first topic from this contract.</summary>
    /// <exception cref="LocalChainException">None or several.</exception>
    public ChainLog Single(Address contract, Hash32 topic0)
    {
        ChainLog[] found = [.. Logs.Where(log => log.Contract == contract && log.Topics[0] == topic0)];
        return found.Length == 1
            ? found[0]
            : throw new LocalChainException($"Expected one log {topic0} of {contract}, found {found.Length}.");
    }
}

/// <summary>A log as the node reports it.</summary>
internal sealed record ChainLog(Address Contract, IReadOnlyList<Hash32> Topics, byte[] Data)
{
    public static ChainLog FromJson(JsonElement json) =>
        new(
            Address.Parse(json.GetProperty("address").GetString()!),
            [.. json.GetProperty("topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString()!))],
            Hex.Bytes(json.GetProperty("data").GetString()!)
        );

    /// <summary>An indexed address: the low 20 bytes of a topic.</summary>
    public Address AddressAt(int topic) => new(Topics[topic].ToBytes().AsSpan(Hash32.ByteCount - Address.ByteCount));

    /// <summary>32 bytes of the data, counted in words from 0.</summary>
    public ReadOnlySpan<byte> Word(int index) => Data.AsSpan(index * Hash32.ByteCount, Hash32.ByteCount);
}
