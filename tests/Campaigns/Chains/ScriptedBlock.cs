using Souk.Campaigns.Encodings;
using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Campaigns.Chains;

/// <summary>Which fields a header has after the nonce. Source: EIP-1559, EIP-4895, EIP-4844, EIP-4788, EIP-7685.
/// </summary>
internal enum HardFork
{
    Berlin,
    London,
    Shanghai,
    Cancun,
    Prague,
}

/// <summary>A block whose hash, bloom and receipts root are true.</summary>
internal sealed class ScriptedBlock
{
    public const long GenesisTime = 1_700_000_000;

    /// <summary>Three days: a chain of some tens of blocks lasts for months, which are rolled up as they end.</summary>
    public const int SecondsPerBlock = 3 * 86_400;
    public const long GasLimit = 30_000_000;

    private static readonly byte[] _noUncles = Keccak256.Hash(Rlp.List());

    private readonly HardFork _fork;
    private readonly int _secondsPerBlock;

    /// <param name="salt">Stands for the state: another salt makes another block.</param>
    public ScriptedBlock(
        long number,
        Hash32 parent,
        HardFork fork,
        string salt,
        IReadOnlyList<ScriptedReceipt> receipts,
        int secondsPerBlock = SecondsPerBlock
    )
    {
        Number = number;
        Parent = parent;
        Receipts = receipts;
        _fork = fork;
        _secondsPerBlock = secondsPerBlock;
        StateRoot = Keccak256.Hash($"state {salt} {number}");
        TransactionsRoot =
            receipts.Count == 0 ? MerkleTrie.EmptyRoot.ToBytes() : Keccak256.Hash($"txs {salt} {number}");
        ReceiptsRoot = MerkleTrie.RootOf([.. receipts.Select(receipt => receipt.Encode())]);
        LogsBloom = Bloom.Of(receipts.SelectMany(receipt => receipt.Logs));
        Hash = HashWith(StateRoot);
    }

    public long Number { get; }

    public Hash32 Hash { get; }

    public Hash32 Parent { get; }

    public IReadOnlyList<ScriptedReceipt> Receipts { get; }

    public byte[] StateRoot { get; }

    public byte[] TransactionsRoot { get; }

    public Hash32 ReceiptsRoot { get; }

    public byte[] LogsBloom { get; }

    public long Time => GenesisTime + ((long)_secondsPerBlock * Number);

    public long GasUsed => Receipts.Count == 0 ? 0 : Receipts[^1].GasTotal;

    public IEnumerable<ScriptedLog> Logs => Receipts.SelectMany(receipt => receipt.Logs);

    /// <summary>JSON fields with their values as hex, in no standard's order.</summary>
    public IEnumerable<(string Name, string Hex)> HeaderFields()
    {
        yield return ("number", Quantity(Number));
        yield return ("hash", Hash.ToString());
        yield return ("parentHash", Parent.ToString());
        yield return ("sha3Uncles", Data(_noUncles));
        yield return ("miner", Data(new byte[Address.ByteCount]));
        yield return ("stateRoot", Data(StateRoot));
        yield return ("transactionsRoot", Data(TransactionsRoot));
        yield return ("receiptsRoot", ReceiptsRoot.ToString());
        yield return ("logsBloom", Data(LogsBloom));
        yield return ("difficulty", Quantity(Difficulty));
        yield return ("gasLimit", Quantity(GasLimit));
        yield return ("gasUsed", Quantity(GasUsed));
        yield return ("timestamp", Quantity(Time));
        yield return ("extraData", "0x736f756b");
        yield return ("mixHash", Data(new byte[Hash32.ByteCount]));
        yield return ("nonce", "0x0000000000000000");
        if (_fork >= HardFork.London)
        {
            yield return ("baseFeePerGas", Quantity(BaseFee));
        }

        if (_fork >= HardFork.Shanghai)
        {
            yield return ("withdrawalsRoot", MerkleTrie.EmptyRoot.ToString());
        }

        if (_fork >= HardFork.Cancun)
        {
            yield return ("blobGasUsed", "0x0");
            yield return ("excessBlobGas", Quantity(ExcessBlobGas));
            yield return ("parentBeaconBlockRoot", Data(Keccak256.Hash($"beacon {Number}")));
        }

        if (_fork >= HardFork.Prague)
        {
            yield return ("requestsHash", Data(Keccak256.Hash($"requests {Number}")));
        }
    }

    /// <summary>The hash that the header has with another state root.</summary>
    public Hash32 HashWith(byte[] stateRoot)
    {
        List<byte[]> fields =
        [
            Rlp.Text(Parent.ToBytes()),
            Rlp.Text(_noUncles),
            Rlp.Text(new byte[Address.ByteCount]),
            Rlp.Text(stateRoot),
            Rlp.Text(TransactionsRoot),
            Rlp.Text(ReceiptsRoot.ToBytes()),
            Rlp.Text(LogsBloom),
            Rlp.Number(Difficulty),
            Rlp.Number(Number),
            Rlp.Number(GasLimit),
            Rlp.Number(GasUsed),
            Rlp.Number(Time),
            Rlp.Text("souk"u8),
            Rlp.Text(new byte[Hash32.ByteCount]),
            Rlp.Text(new byte[8]),
        ];
        if (_fork >= HardFork.London)
        {
            fields.Add(Rlp.Number(BaseFee));
        }

        if (_fork >= HardFork.Shanghai)
        {
            fields.Add(Rlp.Text(MerkleTrie.EmptyRoot.ToBytes()));
        }

        if (_fork >= HardFork.Cancun)
        {
            fields.AddRange([Rlp.Number(0), Rlp.Number(ExcessBlobGas), Rlp.Text(Keccak256.Hash($"beacon {Number}"))]);
        }

        if (_fork >= HardFork.Prague)
        {
            fields.Add(Rlp.Text(Keccak256.Hash($"requests {Number}")));
        }

        return Hash32.FromBytes(Keccak256.Hash(Rlp.List(fields)));
    }

    private long Difficulty => _fork == HardFork.Berlin ? 0x20000 + Number : 0;

    private long BaseFee => 7 + (Number % 300);

    private long ExcessBlobGas => Number % 5 * 131_072;

    private static string Quantity(long value) => Souk.Indexer.Rpc.Hex.Quantity(value);

    private static string Data(byte[] bytes) => Souk.Indexer.Rpc.Hex.From(bytes);
}
