namespace Souk.Simulation.Markets.Sales;

/// <summary>What a token sale came to, in sum.</summary>
/// <param name="Wanted">Base units of the token that all deposits could buy within the cap.</param>
/// <param name="Sold">Base units of the token sold.</param>
/// <param name="Raised">Base units of the payment kept.</param>
/// <param name="Refunded">Base units of the payment given back.</param>
/// <param name="Unlocked">Base units of the token that buyers get at the start; the rest of what is sold vests.</param>
/// <param name="Oversubscription">Wanted / supply; infinite for a supply of zero, zero where nothing is wanted.</param>
public readonly record struct SaleOutcome(
    Int128 Wanted,
    Int128 Sold,
    Int128 Raised,
    Int128 Refunded,
    Int128 Unlocked,
    double Oversubscription
);
