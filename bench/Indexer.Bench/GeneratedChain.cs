using System.Globalization;
using System.Numerics;
using System.Text;
using Souk.Indexer.Decoding;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Bench;

/// <summary>Blocks and logs as a geth node writes them, made up from a seed and kept as bytes.</summary>
/// <remarks>60 % ERC-20 transfers, 15 % each of Ocean's orders and swaps, 10 % claims of SingularityNET's escrow;
/// 20,000 parties, of which few are busy. Two logs share a transaction.</remarks>
internal sealed class GeneratedChain
{
    public const int ChainId = 31337;

    private const int PartyCount = 20_000;

    private const int DatatokenCount = 50;

    private static readonly string _bloom = "0x" + new string('7', 512);

    private readonly MemoryStream _logs = new();
    private readonly List<long> _ends = [];
    private readonly List<byte[]> _headers = [];
    private readonly StringBuilder _text = new();
    private ulong _state;

    public GeneratedChain(int blockCount, int logsPerBlock, ulong seed)
    {
        BlockCount = blockCount;
        LogCount = (long)blockCount * logsPerBlock;
        _state = seed;
        for (int number = 0; number < blockCount; number++)
        {
            string hash = HashOf(number);
            _headers.Add(Encoding.UTF8.GetBytes(Header(number, hash)));
            _text.Clear();
            for (int index = 0; index < logsPerBlock; index++)
            {
                AppendLog(number, hash, index);
            }

            _logs.Write(Encoding.UTF8.GetBytes(_text.ToString()));
            _ends.Add(_logs.Length);
        }
    }

    public static Address Token { get; } = AddressOf(1);

    public static Address Exchange { get; } = AddressOf(2);

    public static Address Escrow { get; } = AddressOf(3);

    public static IReadOnlyList<Address> Datatokens { get; } =
    [.. Enumerable.Range(100, DatatokenCount).Select(AddressOf)];

    public int BlockCount { get; }

    public long LogCount { get; }

    public ReadOnlyMemory<byte> HeaderJson(int number) => _headers[number];

    /// <summary>The logs of blocks, both ends included, as the elements of a JSON list.</summary>
    public ReadOnlyMemory<byte> LogsJson(int from, int to)
    {
        int start = from == 0 ? 0 : (int)_ends[from - 1];
        ReadOnlyMemory<byte> logs = _logs.GetBuffer().AsMemory(start, (int)_ends[to] - start);
        // The last comma separates from the logs of the next block.
        return logs.IsEmpty ? logs : logs[..^1];
    }

    private static Address AddressOf(int number) =>
        new(Keccak256.Hash(string.Create(CultureInfo.InvariantCulture, $"party {number}")).AsSpan(0, 20));

    private static string HashOf(int number) =>
        Hex.From(Keccak256.Hash(string.Create(CultureInfo.InvariantCulture, $"block {number}")));

    private static string Header(int number, string hash) =>
        $$"""
            {"number":"{{Hex.Quantity(number)}}","hash":"{{hash}}","parentHash":"{{HashOf(number - 1)}}",
            "timestamp":"{{Hex.Quantity(
            1_700_000_000L + 12 * number
        )}}","logsBloom":"{{_bloom}}","miner":"{{Token}}",
            "stateRoot":"{{hash}}","transactionsRoot":"{{hash}}","receiptsRoot":"{{hash}}","sha3Uncles":"{{hash}}",
            "mixHash":"{{hash}}","nonce":"0x0000000000000000","difficulty":"0x0","gasLimit":"0x1c9c380",
            "gasUsed":"0x1c9c380","baseFeePerGas":"0x7","extraData":"0x","size":"0x400","uncles":[],"transactions":[]}
            """;

    private void AppendLog(int number, string hash, int index)
    {
        (Address writer, string[] topics, string data) = Next(20) switch
        {
            < 12 => (Token, Topics(Events.Transfer, Party(), Party()), Amount()),
            < 15 => (
                Datatokens[Next(DatatokenCount)],
                Topics(Events.OrderStarted, Party(), Party()),
                Party() + Amount() + Small(1) + Small(1_700_000_000 + number) + Small(number)
            ),
            < 18 => (
                Exchange,
                Topics(Events.Swapped, Word(Datatokens[Next(DatatokenCount)]), Party()),
                Amount() + Amount() + Party() + Amount() + Amount() + Small(0)
            ),
            _ => (
                Escrow,
                Topics(Events.ChannelClaim, Small(Next(5000)), Party()),
                Small(Next(100)) + Amount() + Amount() + Small(0) + Amount()
            ),
        };
        _text.Append(
            CultureInfo.InvariantCulture,
            $$"""
            {"address":"{{writer}}","topics":["{{string.Join(
                "\",\"",
                topics
            )}}"],"data":"0x{{data}}","blockNumber":"{{Hex.Quantity(
                number
            )}}","transactionHash":"{{HashOf(1_000_000 + number * 1000 + index / 2)}}","transactionIndex":"{{Hex.Quantity(
                index / 2
            )}}","blockHash":"{{hash}}","blockTimestamp":"{{Hex.Quantity(1_700_000_000L + 12 * number)}}","logIndex":"{{Hex.Quantity(
                index
            )}}","removed":false},
            """
        );
    }

    private static string[] Topics(string signature, string one, string other) =>
        [EventSignature.Parse(signature).Topic0.ToString(), "0x" + one, "0x" + other];

    /// <summary>A party as a word; the product makes the first ones busy.</summary>
    private string Party() => Word(AddressOf(1000 + (int)((long)Next(PartyCount) * Next(PartyCount) / PartyCount)));

    private static string Word(Address address) => new string('0', 24) + address.ToString()[2..];

    private string Amount() => Integer(new BigInteger(1 + Next(1_000_000)) * BigInteger.Pow(10, 15));

    private static string Small(long number) => Integer(number);

    private static string Integer(BigInteger number) =>
        number.ToString("x", CultureInfo.InvariantCulture).PadLeft(64, '0');

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014).</summary>
    private int Next(int below)
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            ulong word = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
            return (int)((word ^ (word >> 31)) % (uint)below);
        }
    }
}
