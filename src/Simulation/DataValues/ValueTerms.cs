namespace Souk.Simulation.DataValues;

/// <summary>How much each attribute of a body of data counts: exponents of its value.</summary>
/// <param name="Reference">Volume at which volume counts 1; above zero.</param>
/// <param name="Volume">Below 1: more of the same is worth less and less.</param>
/// <param name="Spread">Of the share of people who gave.</param>
/// <param name="Diversity">Of the evenness over sources.</param>
/// <param name="Quality">Of the mean quality.</param>
public readonly record struct ValueTerms(
    double Reference,
    double Volume,
    double Spread,
    double Diversity,
    double Quality
);

/// <summary>How much dearer attributes make data: utilities per unit.</summary>
public readonly record struct PremiumTerms(double Exclusivity, double Quality, double Verification);
