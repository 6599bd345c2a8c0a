using System.Buffers.Binary;
using Souk.Indexer.Decoding;
using Souk.Indexer.Encodings;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Proofs;

public class ReceiptTrieTests
{
    [Fact]
    public void Any_single_change_of_a_receipt_changes_the_root()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            List<Receipt> block = BlockOf(seed);
            Hash32 root = RootOf(block);

            foreach ((string change, List<Receipt> changed) in ChangesOf(block))
            {
                RootOf(changed).ShouldNotBe(root, $"seed {seed}: {change}");
            }

            RootOf(block).ShouldBe(root, $"seed {seed}: twice the same");
        }
    }

    [Fact]
    public void Receipts_of_an_unknown_type_have_no_root()
    {
        var receipts = new ReceiptColumns();

        receipts.Add(0x7e, [1], 21_000, []);

        receipts.UnknownType.ShouldBe(0x7e);
        Should.Throw<ArgumentException>(() => new ReceiptTrie().RootOf(receipts)).Message.ShouldContain("0x7e");
    }

    /// <summary>Only the outcome tells a receipt from before Byzantium from a later one.</summary>
    [Fact]
    public void A_state_root_is_encoded_in_the_place_of_the_status()
    {
        var early = new ReceiptColumns();
        early.Add(0, Keccak256.Hash("state"), 21_000, []);
        byte[] bloom = new byte[BloomBits.BloomByteCount];
        var rlp = new RlpWriter();
        int list = rlp.StartList();
        rlp.WriteBytes(Keccak256.Hash("state"));
        rlp.WriteInteger(21_000);
        rlp.WriteBytes(bloom);
        rlp.EndList(rlp.StartList());
        rlp.EndList(list);

        new ReceiptTrie().RootOf(early).ShouldBe(new IndexTrie().RootOf(rlp.Written, [rlp.Length]));
    }

    [Fact]
    public void A_bloom_holds_what_was_added_and_little_else()
    {
        byte[] bloom = new byte[BloomBits.BloomByteCount];
        Hash32[] topics = [.. Enumerable.Range(0, 40).Select(n => Hash32.FromBytes(Keccak256.Hash($"topic {n}")))];

        foreach (Hash32 topic in topics[..20])
        {
            BloomBits.Of(topic).AddTo(bloom);
        }

        topics[..20].ShouldAllBe(topic => BloomBits.Of(topic).AreIn(bloom));
        topics[20..].Count(topic => BloomBits.Of(topic).AreIn(bloom)).ShouldBe(0);
    }

    private static IEnumerable<(string, List<Receipt>)> ChangesOf(List<Receipt> block)
    {
        for (int place = 0; place < block.Count; place++)
        {
            Receipt receipt = block[place];
            yield return ($"receipt {place} omitted", [.. block[..place], .. block[(place + 1)..]]);
            yield return ($"receipt {place} doubled", [.. block[..place], receipt, .. block[place..]]);
            yield return With(block, place, "type", receipt with { Type = (receipt.Type + 1) % 5 });
            yield return With(block, place, "status", receipt with { Status = (byte)(1 - receipt.Status) });
            yield return With(block, place, "gas", receipt with { Gas = receipt.Gas + 1 });
            for (int log = 0; log < receipt.Logs.Count; log++)
            {
                foreach ((string change, List<Log> logs) in ChangesOf(receipt.Logs, log))
                {
                    yield return With(block, place, $"log {log} {change}", receipt with { Logs = logs });
                }
            }
        }
    }

    private static IEnumerable<(string, List<Log>)> ChangesOf(List<Log> logs, int place)
    {
        Log log = logs[place];
        List<Log> before = logs[..place];
        List<Log> after = logs[(place + 1)..];
        yield return ("omitted", [.. before, .. after]);
        yield return ("doubled", [.. before, log, log, .. after]);
        yield return ("address", [.. before, log with { Contract = log.Contract + 1 }, .. after]);
        yield return ("more data", [.. before, log with { Data = [.. log.Data, 0] }, .. after]);
        if (log.Topics.Length > 0)
        {
            yield return ("without a topic", [.. before, log with { Topics = log.Topics[1..] }, .. after]);
        }

        if (log.Data.Length > 0)
        {
            byte[] data = [.. log.Data];
            data[^1] ^= 1;
            yield return ("byte", [.. before, log with { Data = data }, .. after]);
        }

        if (place > 0)
        {
            yield return ("moved up", [.. before[..^1], log, before[^1], .. after]);
        }
    }

    private static (string, List<Receipt>) With(List<Receipt> block, int place, string change, Receipt receipt) =>
        ($"receipt {place}: {change}", [.. block[..place], receipt, .. block[(place + 1)..]]);

    /// <summary>1 to 6 receipts of 0 to 3 logs, no two logs alike.</summary>
    private static List<Receipt> BlockOf(int seed)
    {
        int draw = 0;
        List<Receipt> block = [];
        int count = 1 + Draw(6);
        for (int place = 0; place < count; place++)
        {
            List<Log> logs = [];
            int logCount = Draw(4);
            for (int log = 0; log < logCount; log++)
            {
                int[] topics = [.. Enumerable.Range(0, Draw(5)).Select(_ => Draw(1000))];
                byte[] data = [(byte)place, (byte)log, .. Enumerable.Range(0, Draw(100)).Select(_ => (byte)Draw(256))];
                logs.Add(new Log(Draw(5), topics, data));
            }

            block.Add(new Receipt(Draw(5), (byte)Draw(2), (ulong)(21_000 * (place + 1)), logs));
        }

        return block;

        int Draw(int bound)
        {
            byte[] hash = Keccak256.Hash($"{seed}/{draw++}");
            return (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % (uint)bound);
        }
    }

    private static Hash32 RootOf(List<Receipt> block)
    {
        var receipts = new ReceiptColumns();
        foreach (Receipt receipt in block)
        {
            foreach (Log log in receipt.Logs)
            {
                var head = new LogHead(7, default, 0, 0, default, AddressOf(log.Contract));
                receipts.Logs.Add(head, [.. log.Topics.Select(topic => new Hash32(0, (UInt128)topic))], log.Data);
            }

            receipts.Add(receipt.Type, [receipt.Status], receipt.Gas, []);
        }

        return new ReceiptTrie().RootOf(receipts);
    }

    private static Address AddressOf(int number) => Address.Parse($"0x{number:x40}");

    private sealed record Receipt(int Type, byte Status, ulong Gas, List<Log> Logs);

    private sealed record Log(int Contract, int[] Topics, byte[] Data);
}
