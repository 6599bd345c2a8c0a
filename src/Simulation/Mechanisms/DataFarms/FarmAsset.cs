namespace Souk.Simulation.Mechanisms.DataFarms;

/// <summary>A data asset in a week of data farming.</summary>
/// <param name="Volume">Data consume volume in base units of the reward token, at the week's price.</param>
/// <param name="CapPartsPerBillion">Bound of each staker's reward as a share of the volume; null for none.</param>
/// <param name="Publisher">The staker who published it and counts twice; −1 if nobody does.</param>
public readonly record struct FarmAsset(Int128 Volume, long? CapPartsPerBillion = null, int Publisher = -1);

/// <summary>What a staker has put on an asset.</summary>
/// <param name="Asset">Index of the asset.</param>
/// <param name="Staker">Index of the staker.</param>
/// <param name="Allocated">Voting power allocated to the asset, base units.</param>
/// <param name="Locked">Locked tokens behind it, base units: they bound the reward.</param>
public readonly record struct FarmStake(int Asset, int Staker, Int128 Allocated, Int128 Locked);
