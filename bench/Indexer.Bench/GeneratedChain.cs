using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Souk.Campaigns.Chains;
using Souk.Indexer.Decoding;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Bench;

/// <summary>Blocks, logs and receipts as a geth node writes them, made up from a seed and kept as bytes. Hashes, blooms
/// and receipts roots are true.</summary>
/// <remarks>60 % ERC-20 transfers, 15 % each of Ocean's orders and swaps, 10 % claims of SingularityNET's escrow;
/// 20,000 parties, of which few are busy. Two logs share a transaction.</remarks>
internal sealed class GeneratedChain
{
    public const int ChainId = 31337;

    public const int SlotSeconds = 12;

    private const int PartyCount = 20_000;

    private const int DatatokenCount = 50;

    private const int GasPerTransaction = 90_000;

    private static readonly EventSignature _transfer = EventSignature.Parse(Events.Transfer);
    private static readonly EventSignature _orderStarted = EventSignature.Parse(Events.OrderStarted);
    private static readonly EventSignature _swapped = EventSignature.Parse(Events.Swapped);
    private static readonly EventSignature _channelClaim = EventSignature.Parse(Events.ChannelClaim);

    private readonly Address[] _parties = [.. Enumerable.Range(1000, PartyCount).Select(AddressOf)];
    private readonly List<byte[]> _logs = [];
    private readonly List<byte[]> _headers = [];
    private readonly List<byte[]> _receipts = [];
    private readonly Dictionary<string, int> _numbers = [];
    private ulong _state;

    public GeneratedChain(int blockCount, int logsPerBlock, ulong seed, int secondsPerBlock = SlotSeconds)
    {
        BlockCount = blockCount;
        LogCount = (long)blockCount * logsPerBlock;
        _state = seed;
        Hash32 parent = default;
        for (int number = 0; number < blockCount; number++)
        {
            var block = new ScriptedBlock(
                number,
                parent,
                HardFork.Cancun,
                "bench",
                Receipts(number, logsPerBlock),
                secondsPerBlock
            );
            Add(block);
            parent = block.Hash;
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

    public ReadOnlyMemory<byte> ReceiptsJson(int number) => _receipts[number];

    /// <param name="hash">As lower-case 0x text.</param>
    public int NumberOf(string hash) => _numbers[hash];

    /// <summary>Bytes of the logs of all blocks.</summary>
    public long LogsByteCount => _logs.Sum(block => (long)block.Length);

    /// <summary>The logs of blocks, both ends included, as the elements of a JSON list: a piece for each block.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> LogsJson(int from, int to)
    {
        for (int number = from; number <= to; number++)
        {
            // The last comma separates from the logs of the next block.
            byte[] block = _logs[number];
            yield return number == to ? block.AsMemory(0, block.Length - 1) : block;
        }
    }

    /// <summary>Blocks of a range as a fetcher would hand them on.</summary>
    public List<BlockHeader> Headers(BlockRange range)
    {
        List<BlockHeader> headers = [];
        for (long number = range.From; number <= range.To; number++)
        {
            using JsonDocument header = JsonDocument.Parse(HeaderJson((int)number));
            headers.Add(SourceJson.ReadHeader(header.RootElement));
        }

        return headers;
    }

    private void Add(ScriptedBlock block)
    {
        _numbers.Add(block.Hash.ToString(), _headers.Count);
        _headers.Add(Written(json => BlockJson.WriteBlock(json, block.HeaderFields(), block)).ToArray());
        List<PlacedLog> placed = PlacedLog.In(block);
        ReadOnlySpan<byte> list = Written(json => BlockJson.WriteLogs(json, placed)).Span;
        _logs.Add([.. list[1..^1], (byte)',']);
        IEnumerable<(int, ScriptedReceipt, IReadOnlyList<PlacedLog>)> receipts = block.Receipts.Select(
            (receipt, index) =>
                (index, receipt, (IReadOnlyList<PlacedLog>)[.. placed.Where(log => log.TransactionIndex == index)])
        );
        _receipts.Add(Written(json => BlockJson.WriteReceipts(json, block, receipts)).ToArray());
    }

    private static ReadOnlyMemory<byte> Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return buffer.WrittenMemory;
    }

    private List<ScriptedReceipt> Receipts(int number, int logCount)
    {
        List<ScriptedReceipt> receipts = [];
        for (int first = 0; first < logCount; first += 2)
        {
            ScriptedLog[] logs = [.. Enumerable.Range(first, Math.Min(2, logCount - first)).Select(_ => Log(number))];
            var hash = Hash32.FromBytes(
                Keccak256.Hash(string.Create(CultureInfo.InvariantCulture, $"tx {number} {first}"))
            );
            long gas = (long)GasPerTransaction * (receipts.Count + 1);
            receipts.Add(new ScriptedReceipt(Type: 2, hash, HasSucceeded: true, GasPerTransaction, gas, logs));
        }

        return receipts;
    }

    private ScriptedLog Log(int number) =>
        Next(20) switch
        {
            < 12 => ScriptedLog.Of(Token, _transfer, Party(), Party(), Amount()),
            < 15 => ScriptedLog.Of(
                Datatokens[Next(DatatokenCount)],
                _orderStarted,
                Party(),
                Party(),
                Amount(),
                BigInteger.One,
                new BigInteger(1_700_000_000 + (12 * number)),
                Party(),
                new BigInteger(number)
            ),
            < 18 => ScriptedLog.Of(
                Exchange,
                _swapped,
                Hash32.FromBytes(Keccak256.Hash($"exchange {Next(DatatokenCount)}")).ToBytes(),
                Party(),
                Amount(),
                Amount(),
                Datatokens[Next(DatatokenCount)],
                Amount(),
                Amount(),
                BigInteger.Zero
            ),
            _ => ScriptedLog.Of(
                Escrow,
                _channelClaim,
                new BigInteger(Next(5000)),
                new BigInteger(Next(100)),
                Party(),
                Amount(),
                Amount(),
                BigInteger.Zero,
                Amount()
            ),
        };

    private static Address AddressOf(int number) =>
        new(Keccak256.Hash(string.Create(CultureInfo.InvariantCulture, $"party {number}")).AsSpan(0, 20));

    /// <summary>The product makes the first ones busy.</summary>
    private Address Party() => _parties[(int)((long)Next(PartyCount) * Next(PartyCount) / PartyCount)];

    private BigInteger Amount() => new BigInteger(1 + Next(1_000_000)) * BigInteger.Pow(10, 15);

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
