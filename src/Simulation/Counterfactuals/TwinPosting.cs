namespace Souk.Simulation.Counterfactuals;

/// <summary>A posting by names, so that those of two models can be compared.</summary>
/// <param name="Day">Simulated day; −1 before the first.</param>
/// <param name="Rule">That made it.</param>
/// <param name="Token">Its symbol.</param>
/// <param name="From">`pool` or `early[7]`; `outside` of a mint.</param>
/// <param name="To">`outside` of a burn.</param>
/// <param name="Units">Base units.</param>
public sealed record TwinPosting(int Day, string Rule, string Token, string From, string To, Int128 Units);

/// <summary>A posting that only one of two runs made.</summary>
/// <param name="InActual">Whether the scenario as it is made it; else the one it is compared with.</param>
public sealed record DifferingPosting(bool InActual, TwinPosting Posting);
