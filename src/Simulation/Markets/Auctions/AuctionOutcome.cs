namespace Souk.Simulation.Markets.Auctions;

/// <summary>Who won and what they pay.</summary>
/// <param name="Winner">The index of the bidder, or −1 where the thing is not sold.</param>
/// <param name="Price">Base units to pay; zero where it is not sold.</param>
public readonly record struct AuctionOutcome(int Winner, Int128 Price)
{
    public static AuctionOutcome Unsold => new(-1, 0);

    public bool IsSold => Winner >= 0;
}
