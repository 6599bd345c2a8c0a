using System.Text.Json;
using Souk.Campaigns.Chains;
using Souk.Indexer.Decoding;
using Souk.Indexer.Rpc;

namespace Souk.Campaigns.Faults;

/// <summary>Writes answers that are not what the chain says.</summary>
/// <param name="word">Chooses which log, receipt or field.</param>
internal sealed class Lies(FaultKind kind, ulong word)
{
    /// <summary>Blocks below have no history where it is pruned.</summary>
    private const long PrunedBelow = 16;

    private static readonly string[] _alterable =
    [
        "stateRoot",
        "receiptsRoot",
        "logsBloom",
        "timestamp",
        "gasUsed",
        "hash",
    ];

    /// <summary>Whether there is anything to lie about: a block without logs loses none.</summary>
    public static bool CanTouch(FaultKind kind, IReadOnlyList<PlacedLog> logs, ScriptedBlock? block) =>
        kind switch
        {
            FaultKind.OmittedReceipt => block?.Receipts.Count > 0,
            FaultKind.OmittedLog or FaultKind.OmittedReceiptLog or FaultKind.DuplicatedLog or FaultKind.AlteredLog =>
                logs.Count > 0,
            FaultKind.WrongBlock => block?.Number > 0,
            FaultKind.PrunedHistory => block?.Number < PrunedBelow || logs.Any(log => log.Block.Number < PrunedBelow),
            _ => true,
        };

    /// <summary>The logs with one missing, doubled or altered.</summary>
    public List<PlacedLog> Bend(IReadOnlyList<PlacedLog> logs)
    {
        List<PlacedLog> bent = [.. logs];
        int index = (int)(word % (ulong)logs.Count);
        switch (kind)
        {
            case FaultKind.OmittedLog or FaultKind.OmittedReceiptLog:
                // One, or all: an empty reply is what a lagging replica gives.
                bent.RemoveRange(word % 3 == 0 ? 0 : index, word % 3 == 0 ? bent.Count : 1);
                break;
            case FaultKind.DuplicatedLog:
                bent.Insert(index, bent[index]);
                break;
            case FaultKind.AlteredLog:
                bent[index] = bent[index] with { Log = Alter(bent[index].Log) };
                break;
        }

        return bent;
    }

    public void WriteReceipts(Utf8JsonWriter json, ScriptedBlock block)
    {
        List<PlacedLog> logs = PlacedLog.In(block);
        List<PlacedLog> told = logs.Count == 0 || kind == FaultKind.OmittedReceipt ? logs : Bend(logs);
        int omitted = kind == FaultKind.OmittedReceipt ? (int)(word % (ulong)block.Receipts.Count) : -1;
        bool omitsAll = kind == FaultKind.OmittedReceipt && word % 4 == 0;
        BlockJson.WriteReceipts(
            json,
            block,
            block
                .Receipts.Select((receipt, index) => (index, receipt, Of(told, index)))
                .Where(item => item.index != omitted && !omitsAll)
        );
    }

    public void WriteHeader(Utf8JsonWriter json, ScriptedBlock block)
    {
        List<(string Name, string Hex)> fields = [.. block.HeaderFields()];
        if (kind == FaultKind.ForgedHeader)
        {
            byte[] state = Keccak256.Hash($"forged {word}");
            Set(fields, "stateRoot", Hex.From(state));
            Set(fields, "hash", block.HashWith(state).ToString());
        }
        else
        {
            string name = _alterable[word % (ulong)_alterable.Length];
            string text = fields.Find(field => field.Name == name).Hex;
            Set(fields, name, text[..^1] + (text[^1] == '7' ? '6' : '7'));
        }

        BlockJson.WriteBlock(json, fields, block);
    }

    private ScriptedLog Alter(ScriptedLog log) =>
        log.Data.Length == 0
            ? log with
            {
                Data = [(byte)(word % 256)],
            }
            : log with
            {
                Data = [.. log.Data[..^1], (byte)(log.Data[^1] ^ 1)],
            };

    private static IReadOnlyList<PlacedLog> Of(List<PlacedLog> logs, int transactionIndex) =>
        [.. logs.Where(log => log.TransactionIndex == transactionIndex)];

    private static void Set(List<(string Name, string Hex)> fields, string name, string hex) =>
        fields[fields.FindIndex(field => field.Name == name)] = (name, hex);
}
