using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Proofs;

/// <summary>The receipts of one block, by column, in the order of its transactions. Not for concurrent use.</summary>
public sealed class ReceiptColumns
{
    private readonly List<Receipt> _receipts = [];
    private byte[] _blooms = new byte[16 * BloomBits.BloomByteCount];

    public int Count => _receipts.Count;

    /// <summary>Logs of all receipts, in order. Log indexes and transaction indexes are counted here, not taken from the
    /// endpoint.</summary>
    public LogColumns Logs { get; } = new();

    /// <summary>A type (EIP-2718) that has another encoding than those of Ethereum's main net, else null.</summary>
    public int? UnknownType { get; private set; }

    public void Clear()
    {
        _receipts.Clear();
        Logs.Clear();
        UnknownType = null;
    }

    /// <summary>Adds a receipt to which all logs belong that were added since the one before.</summary>
    /// <param name="type">0 for a transaction from before EIP-2718.</param>
    /// <param name="outcome">One byte, 1 for success and 0 for failure; or, before Byzantium, the 32 bytes of the state
    /// root.</param>
    /// <param name="cumulativeGas">Used by this transaction and those before it in the block.</param>
    /// <param name="bloom">256 bytes; empty: made from the logs.</param>
    /// <exception cref="ArgumentException">An outcome or bloom of another length.</exception>
    public void Add(int type, ReadOnlySpan<byte> outcome, ulong cumulativeGas, ReadOnlySpan<byte> bloom)
    {
        if (outcome.Length is not (1 or Hash32.ByteCount))
        {
            throw new ArgumentException($"A status has 1 byte, a state root 32, not {outcome.Length}.");
        }

        if (bloom.Length is not (0 or BloomBits.BloomByteCount))
        {
            throw new ArgumentException($"A bloom has {BloomBits.BloomByteCount} bytes, not {bloom.Length}.");
        }

        if (!ReceiptTrie.IsKnown(type))
        {
            UnknownType ??= type;
        }

        int firstLog = Count == 0 ? 0 : _receipts[^1].LogEnd;
        Span<byte> ownBloom = ReserveBloom();
        if (bloom.Length > 0)
        {
            bloom.CopyTo(ownBloom);
        }
        else
        {
            MakeBloom(firstLog, ownBloom);
        }

        _receipts.Add(
            new Receipt(
                type,
                outcome.Length == 1 ? outcome[0] : null,
                outcome.Length == 1 ? default : Hash32.FromBytes(outcome),
                cumulativeGas,
                firstLog,
                Logs.Count
            )
        );
    }

    internal Receipt this[int index] => _receipts[index];

    internal ReadOnlySpan<byte> BloomOf(int receipt) =>
        _blooms.AsSpan(receipt * BloomBits.BloomByteCount, BloomBits.BloomByteCount);

    private void MakeBloom(int firstLog, Span<byte> bloom)
    {
        bloom.Clear();
        for (int log = firstLog; log < Logs.Count; log++)
        {
            BloomBits.Of(Logs.Addresses[log]).AddTo(bloom);
            foreach (Hash32 topic in Logs.TopicsOf(log))
            {
                BloomBits.Of(topic).AddTo(bloom);
            }
        }
    }

    private Span<byte> ReserveBloom()
    {
        int start = Count * BloomBits.BloomByteCount;
        if (start == _blooms.Length)
        {
            Array.Resize(ref _blooms, 2 * _blooms.Length);
        }

        return _blooms.AsSpan(start, BloomBits.BloomByteCount);
    }

    /// <param name="Status">Null before Byzantium.</param>
    /// <param name="StateRoot">Zero since Byzantium.</param>
    /// <param name="LogEnd">After its last log.</param>
    internal readonly record struct Receipt(
        int Type,
        byte? Status,
        Hash32 StateRoot,
        ulong CumulativeGas,
        int FirstLog,
        int LogEnd
    );
}
