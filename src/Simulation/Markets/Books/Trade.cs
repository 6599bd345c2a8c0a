namespace Souk.Simulation.Markets.Books;

/// <summary>Two orders that met.</summary>
/// <param name="Buyer">Who bought.</param>
/// <param name="Seller">Who sold.</param>
/// <param name="Price">What a lot cost: the price of the order that was there first.</param>
/// <param name="Lots">How many lots.</param>
public readonly record struct Trade(int Buyer, int Seller, long Price, long Lots)
{
    /// <summary>What the buyer pays and the seller gets.</summary>
    public Int128 Value => (Int128)Price * Lots;
}
