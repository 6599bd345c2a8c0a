using Souk.Campaigns.Encodings;
using Souk.Warehouse.Values;

namespace Souk.Campaigns.Chains;

/// <param name="Type">EIP-2718 type; 0 for a legacy transaction.</param>
/// <param name="GasTotal">Of the block up to and including this transaction.</param>
internal sealed record ScriptedReceipt(
    int Type,
    Hash32 TransactionHash,
    bool HasSucceeded,
    long GasUsed,
    long GasTotal,
    IReadOnlyList<ScriptedLog> Logs
)
{
    public byte[] LogsBloom { get; } = Bloom.Of(Logs);

    /// <summary>As the receipts trie holds it. Source: EIP-658, EIP-2718.</summary>
    public byte[] Encode()
    {
        byte[] body = Rlp.List(
            Rlp.Number(HasSucceeded ? 1 : 0),
            Rlp.Number(GasTotal),
            Rlp.Text(LogsBloom),
            Rlp.List([.. Logs.Select(log => log.Encode())])
        );
        return Type == 0 ? body : [(byte)Type, .. body];
    }
}
