using System.Runtime.InteropServices;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Proofs;

/// <summary>Roots of blocks' receipts, as headers have them. Keeps its buffers; not for concurrent use.</summary>
/// <remarks>The root binds order, type, status, gas, blooms, and every log's address, topics and data; it does not bind
/// transaction hashes. Sources: yellow paper, section 4.4.1; EIP-658 (status), EIP-2718 (typed receipts).</remarks>
public sealed class ReceiptTrie
{
    /// <summary>Newest type that is encoded like those before it: 1 is EIP-2930, 2 EIP-1559, 3 EIP-4844, 4 EIP-7702.
    /// </summary>
    private const int TypeMax = 4;

    private readonly RlpWriter _receipts = new();
    private readonly IndexTrie _trie = new();
    private readonly List<int> _ends = [];

    /// <summary>Whether the encoding of receipts of this type is known.</summary>
    public static bool IsKnown(int type) => type is >= 0 and <= TypeMax;

    /// <exception cref="ArgumentException">A receipt is of an unknown type.</exception>
    public Hash32 RootOf(ReceiptColumns receipts)
    {
        if (receipts.UnknownType is { } unknown)
        {
            throw new ArgumentException($"Receipts of type 0x{unknown:x} have another encoding.", nameof(receipts));
        }

        _receipts.Clear();
        _ends.Clear();
        for (int index = 0; index < receipts.Count; index++)
        {
            WriteReceipt(receipts, index);
            _ends.Add(_receipts.Length);
        }

        return _trie.RootOf(_receipts.Written, CollectionsMarshal.AsSpan(_ends));
    }

    private void WriteReceipt(ReceiptColumns receipts, int index)
    {
        ReceiptColumns.Receipt receipt = receipts[index];
        if (receipt.Type != 0)
        {
            _receipts.WriteRaw([(byte)receipt.Type]);
        }

        int list = _receipts.StartList();
        if (receipt.Status is { } status)
        {
            _receipts.WriteInteger(status);
        }
        else
        {
            WriteHash(receipt.StateRoot);
        }

        _receipts.WriteInteger(receipt.CumulativeGas);
        _receipts.WriteBytes(receipts.BloomOf(index));
        int logs = _receipts.StartList();
        for (int log = receipt.FirstLog; log < receipt.LogEnd; log++)
        {
            WriteLog(receipts.Logs, log);
        }

        _receipts.EndList(logs);
        _receipts.EndList(list);
    }

    private void WriteLog(LogColumns logs, int log)
    {
        int list = _receipts.StartList();
        Span<byte> address = stackalloc byte[Address.ByteCount];
        logs.Addresses[log].CopyTo(address);
        _receipts.WriteBytes(address);
        int topics = _receipts.StartList();
        foreach (Hash32 topic in logs.TopicsOf(log))
        {
            WriteHash(topic);
        }

        _receipts.EndList(topics);
        _receipts.WriteBytes(logs.DataOf(log));
        _receipts.EndList(list);
    }

    private void WriteHash(Hash32 hash)
    {
        Span<byte> bytes = stackalloc byte[Hash32.ByteCount];
        hash.CopyTo(bytes);
        _receipts.WriteBytes(bytes);
    }
}
