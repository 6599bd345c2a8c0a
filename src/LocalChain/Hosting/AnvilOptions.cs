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
    public int AccountCount { get; init; } = 124;

    /// <summary>Native coins of each account at genesis, in whole coins of 10^18.</summary>
    public long AccountBalance { get; init; } = 1_000_000_000;

    /// <summary>Blocks in a slot's epoch; what is two epochs old is final.</summary>
    public int SlotsInAnEpoch { get; init; } = 1;

    /// <summary>Whether the states of older blocks stay in memory; a reorganisation needs them.</summary>
    public bool KeepsHistory { get; init; }

    /// <summary>Gas of one block.</summary>
    public long GasLimit { get; init; } = 100_000_000;
}
