namespace Souk.Indexer.Verification;

/// <summary>Where the warehouse and what it should hold differ.</summary>
/// <param name="FromBlock">First block concerned.</param>
/// <param name="ToBlock">Last block concerned; the same one where it is known.</param>
/// <param name="Endpoint">Which gave the stored logs, or contradicts them. Never its key.</param>
public sealed record Discrepancy(int ChainId, long FromBlock, long ToBlock, string Endpoint, string Problem)
{
    public override string ToString() =>
        FromBlock == ToBlock
            ? $"Chain {ChainId}, block {FromBlock}, {Endpoint}: {Problem}."
            : $"Chain {ChainId}, blocks {FromBlock}..{ToBlock}, {Endpoint}: {Problem}.";
}
