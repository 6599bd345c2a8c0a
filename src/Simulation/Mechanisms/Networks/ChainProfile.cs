namespace Souk.Simulation.Mechanisms.Networks;

/// <summary>What a chain can carry and what it charges.</summary>
public sealed record ChainProfile
{
    /// <param name="blockMs">Milliseconds between blocks.</param>
    /// <param name="gasLimit">Gas of one block.</param>
    /// <param name="tip">Paid to the block's producer per gas, or the whole price per gas without a base fee.</param>
    /// <param name="patienceBlocks">Blocks that a transaction waits before its sender gives up.</param>
    /// <param name="baseFee">Null for a chain with a fixed price per gas.</param>
    public ChainProfile(int blockMs, long gasLimit, Int128 tip, int patienceBlocks, BaseFee? baseFee = null)
    {
        Require.Between(blockMs, 1, 86_400_000, "give milliseconds, at most a day");
        Require.Between(gasLimit, 1, 1L << 50, "give the gas of one block");
        Require.Amount(tip);
        Require.Between(patienceBlocks, 1, 1_000_000, "count blocks, or use a longer block time");
        BlockMs = blockMs;
        GasLimit = gasLimit;
        Tip = tip;
        PatienceBlocks = patienceBlocks;
        BaseFee = baseFee;
    }

    public int BlockMs { get; }

    public long GasLimit { get; }

    public Int128 Tip { get; }

    public int PatienceBlocks { get; }

    public BaseFee? BaseFee { get; }

    /// <summary>Transactions per second at most, rounded down, if each uses this much gas.</summary>
    public long CapacityPerSecond(long gasPerTransaction)
    {
        Require.Between(gasPerTransaction, 1, GasLimit, "a transaction must fit into a block");
        return GasLimit / gasPerTransaction * 1_000 / BlockMs;
    }
}
