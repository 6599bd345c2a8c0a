using System.Numerics;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Masa;

/// <summary>Buyers look at a few offers, take the cheapest they find worth it, and pay in USDC; prices follow sales.
/// </summary>
internal sealed class PurchaseScript(World world, MasaContracts masa, Population population) : IScript
{
    private const int OffersSeen = 3;
    private const int RisePerMille = 1_030;
    private const int FallPerMille = 940;
    private const int PatienceDays = 14;
    private const int PriceUsdMin = 40;
    private const int PriceUsdMax = 3_000;

    private readonly SeededStream _stream = world.Stream("purchases");

    public Task PlanAsync(CancellationToken cancellation)
    {
        List<Contributor> sellers = population.ActiveContributors(world.Day);
        if (sellers.Count == 0)
        {
            return Task.CompletedTask;
        }

        foreach (Buyer buyer in population.Buyers)
        {
            if (world.Day >= buyer.ArrivalDay && world.Happens(_stream, buyer.PurchasesPerMilleADay))
            {
                Visit(buyer, sellers);
            }
        }

        if (world.Slot == 0)
        {
            LowerIdlePrices(sellers);
        }

        return Task.CompletedTask;
    }

    private void Visit(Buyer buyer, List<Contributor> sellers)
    {
        Contributor offer = _stream.Pick(sellers);
        for (int seen = 1; seen < OffersSeen; seen++)
        {
            Contributor other = _stream.Pick(sellers);
            offer = other.PriceUsd < offer.PriceUsd ? other : offer;
        }

        // Needs differ from day to day: what it is worth today lies between nothing and his reservation price.
        if (offer.PriceUsd <= _stream.Between(1, buyer.ReservationUsd))
        {
            Purchase(buyer.Account, offer);
        }
    }

    private void Purchase(Address buyer, Contributor seller)
    {
        BigInteger price = Units.Usdc(seller.PriceUsd) + _stream.Below(1_000_000);
        if (world.Holdings.TrySpend(masa.Usdc.Address, buyer, price))
        {
            world.Allow(masa.Usdc, buyer, masa.Market);
            world.Call(buyer, masa.Market, "purchase", seller.Account, seller.Speciality.TokenId, price);
            seller.PriceUsd = Math.Min(PriceUsdMax, seller.PriceUsd * RisePerMille / 1000 + 1);
            seller.LastSaleDay = world.Day;
        }
        else
        {
            // He brings fresh dollars and comes back another day.
            world.Call(world.Cast.UsdcIssuer, masa.Usdc, "mint", buyer, Units.Usdc(50_000));
        }
    }

    private void LowerIdlePrices(List<Contributor> sellers)
    {
        foreach (Contributor seller in sellers)
        {
            if (world.Day - seller.LastSaleDay >= PatienceDays)
            {
                seller.PriceUsd = Math.Max(PriceUsdMin, seller.PriceUsd * FallPerMille / 1000);
                seller.LastSaleDay = world.Day;
            }
        }
    }
}
