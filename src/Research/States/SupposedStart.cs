namespace Souk.Research.States;

/// <summary>What a reader supposes of a market where the chain shows nothing; ignored where it does.</summary>
/// <param name="PriceUsd">What a token costs.</param>
/// <param name="OrdersPerDay">How many orders there are in a day.</param>
/// <param name="OrderUsd">What one of them is worth, all fees included.</param>
public sealed record SupposedStart(double? PriceUsd = null, double? OrdersPerDay = null, double? OrderUsd = null);
