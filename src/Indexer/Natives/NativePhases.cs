namespace Souk.Indexer.Natives;

/// <summary>What stands in place of a transaction's index where no transaction caused an event.</summary>
internal static class NativePhases
{
    /// <summary>Before the first transaction of the block.</summary>
    public const int Initialization = -1;

    /// <summary>After the last transaction of the block.</summary>
    public const int Finalization = int.MaxValue;
}
