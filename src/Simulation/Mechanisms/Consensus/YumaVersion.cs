namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>How bonds are made from weights, and dividends from bonds.</summary>
internal enum YumaVersion
{
    /// <summary>A bond is a validator's share of a miner; all move at one rate. (opentensor/subtensor, to v1.1.3)</summary>
    Yuma1,

    /// <summary>As Yuma 1, but each miner's bonds move at a rate that follows its consensus. (v1.1.4 to v3.0.0)</summary>
    Yuma2,

    /// <summary>A bond is relative to the validator's own stake, and each moves at its own rate. (from v3.1.0)</summary>
    Yuma3,
}
