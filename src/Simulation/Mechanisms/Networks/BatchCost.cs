namespace Souk.Simulation.Mechanisms.Networks;

/// <summary>What a batch of transactions costs where it is settled.</summary>
/// <remarks>
/// Gas of the batch: overhead + transactions × (data bytes × gas per byte). EIP-2028 charges 16 gas for a byte of
/// calldata that is not zero; blobs are cheaper, so the gas per byte is a parameter.
/// </remarks>
public sealed record BatchCost
{
    private const long GasMax = 1L << 40;

    /// <param name="overheadGas">Per batch: its own transaction, and its proof where there is one.</param>
    /// <param name="bytesPerTransaction">Data that each transaction leaves on the settling chain.</param>
    /// <param name="gasPerByte">16 for calldata.</param>
    public BatchCost(long overheadGas, long bytesPerTransaction, long gasPerByte)
    {
        Require.Between(overheadGas, 0, GasMax, "give gas per batch");
        Require.Between(bytesPerTransaction, 0, 1L << 20, "give bytes per transaction");
        Require.Between(gasPerByte, 0, 1_000, "give gas per byte");
        OverheadGas = overheadGas;
        BytesPerTransaction = bytesPerTransaction;
        GasPerByte = gasPerByte;
    }

    public long OverheadGas { get; }

    public long BytesPerTransaction { get; }

    public long GasPerByte { get; }

    /// <summary>Gas of a batch on the settling chain.</summary>
    public Int128 GasOf(long transactions)
    {
        Require.Between(transactions, 1, 1L << 40, "a batch holds at least one transaction");
        return OverheadGas + ((Int128)transactions * BytesPerTransaction * GasPerByte);
    }
}
