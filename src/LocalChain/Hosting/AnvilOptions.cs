namespace Souk.LocalChain.Hosting;

/// <summary>What a local chain starts as. Equal options and equal transactions give equal block hashes.</summary>
public sealed record AnvilOptions
{
    /// <summary>2024-04-11T00:00:00Z, the day MASA was launched, in Unix seconds.</summary>
    public const long DefaultGenesisTime = 1_712_793_600;

    public int ChainId { get; init; } = 31337;

    /// <summary>Unix seconds of block 0.</summary>
    public long GenesisTime { get; init; } = DefaultGenesisTime;

    /// <summary>Unlocked accounts, derived from anvil's public test mnemonic.</summary>
    public int AccountCount { get; init; } = 120;

    /// <summary>Native coins of each account at genesis, in whole coins of 10^18.</summary>
    public long AccountBalance { get; init; } = 1_000_000_000;

    /// <summary>Keeps the states of old blocks, so that the chain can be reorganised, and calls a block final 64 blocks
    /// below the head; else states are dropped and blocks are final two below.</summary>
    public bool IsReorgable { get; init; }

    /// <summary>Gas of one block.</summary>
    public long GasLimit { get; init; } = 100_000_000;
}
