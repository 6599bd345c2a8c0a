namespace Souk.Simulation.Mechanisms.Networks;

/// <summary>What transactions cost on a first layer, on a second layer, and off chain with settlement now and then.</summary>
/// <remarks>
/// Costs are exact for the batch. <see cref="PerTransaction"/> rounds up, so that what senders pay covers the batch.
/// Prices are the smallest unit of the native coin per gas. Leaves out the time value of waiting for a batch to fill.
/// </remarks>
public static class SettlementCost
{
    /// <summary>Each transaction executes on the first layer.</summary>
    public static Int128 OnLayer1(long transactions, long gasPerTransaction, Int128 pricePerGas)
    {
        Check(transactions, gasPerTransaction, pricePerGas);
        return (Int128)transactions * gasPerTransaction * pricePerGas;
    }

    /// <summary>Each executes on the second layer, whose batch of data settles on the first.</summary>
    /// <param name="layer2Price">Per gas on the second layer.</param>
    /// <param name="layer1Price">Per gas on the first.</param>
    public static Int128 OnLayer2(
        long transactions,
        long gasPerTransaction,
        Int128 layer2Price,
        Int128 layer1Price,
        BatchCost batch
    )
    {
        Require.Amount(layer1Price);
        return OnLayer1(transactions, gasPerTransaction, layer2Price) + (batch.GasOf(transactions) * layer1Price);
    }

    /// <summary>Each is recorded off chain for a fee, and the net of the batch settles on the first layer.</summary>
    /// <param name="offChainFee">Smallest units per transaction.</param>
    public static Int128 Hybrid(long transactions, Int128 offChainFee, Int128 layer1Price, BatchCost batch)
    {
        Check(transactions, 1, offChainFee);
        Require.Amount(layer1Price);
        return (transactions * offChainFee) + (batch.GasOf(transactions) * layer1Price);
    }

    /// <summary>A transaction's part of a cost, rounded up.</summary>
    public static Int128 PerTransaction(Int128 cost, long transactions)
    {
        Require.Between(transactions, 1, long.MaxValue, "share the cost among at least one");
        return (cost + transactions - 1) / transactions;
    }

    /// <summary>The smallest batch at which batching is no dearer than the first layer; null if it never is.</summary>
    /// <param name="perTransaction">What a transaction costs in the batch beside its overhead, rounded as it is paid.</param>
    /// <param name="overhead">What the batch costs however many share it.</param>
    /// <param name="layer1">What a transaction costs on the first layer.</param>
    public static Int128? BreakEvenBatch(Int128 perTransaction, Int128 overhead, Int128 layer1)
    {
        Require.Amount(perTransaction);
        Require.Amount(overhead);
        Require.Amount(layer1);
        Int128 saved = layer1 - perTransaction;
        return saved > 0 ? Int128.Max(1, (overhead + saved - 1) / saved)
            : saved == 0 && overhead == 0 ? 1
            : null;
    }

    private static void Check(long transactions, long gasPerTransaction, Int128 pricePerGas)
    {
        Require.Between(transactions, 1, 1L << 40, "count at least one transaction");
        Require.Between(gasPerTransaction, 1, 1L << 40, "give gas per transaction");
        Require.Amount(pricePerGas);
    }
}
