using System.Numerics;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Ocean;

/// <summary>Buyers look at a few datasets, buy a datatoken of the cheapest they find worth it, and order with it.
/// </summary>
internal sealed class OrderScript(World world, OceanContracts ocean, List<Dataset> datasets) : IScript
{
    /// <summary>For the market where a dataset was published; it stays on the exchange until collected.</summary>
    public const int PublishMarketFeePerMille = 10;

    /// <summary>For Ocean's community; it stays on the exchange until collected.</summary>
    public const int CommunityFeePerMille = 1;

    /// <summary>For the market where the buyer found it; it is paid at once.</summary>
    private const int ConsumeMarketFeePerMille = 5;
    private const int FeesPerMille = PublishMarketFeePerMille + CommunityFeePerMille + ConsumeMarketFeePerMille;
    private const int VisitPerMilleADay = 75;
    private const int OffersSeen = 3;
    private const int ReservationOceanMax = 700;
    private const int ServiceIndex = 0;

    private static readonly BigInteger OneDatatoken = Units.Ocean(1);
    private static readonly BigInteger ConsumeMarketFee = Units.Ocean(ConsumeMarketFeePerMille) / 1000;

    private readonly SeededStream _stream = world.Stream("ocean orders");

    public Task PlanAsync(CancellationToken cancellation)
    {
        foreach (Address buyer in world.Cast.Buyers)
        {
            if (world.Happens(_stream, VisitPerMilleADay) && datasets.Count > 0)
            {
                Visit(buyer);
            }
        }

        return Task.CompletedTask;
    }

    private void Visit(Address buyer)
    {
        Dataset offer = _stream.Pick(datasets);
        for (int seen = 1; seen < OffersSeen; seen++)
        {
            Dataset other = _stream.Pick(datasets);
            offer = other.PriceOcean < offer.PriceOcean ? other : offer;
        }

        if (offer.PriceOcean <= _stream.Between(1, ReservationOceanMax))
        {
            _ = TryOrder(world, ocean, buyer, offer);
        }
    }

    /// <summary>Buys a datatoken and orders with it, if the buyer can pay.</summary>
    public static bool TryOrder(World world, OceanContracts ocean, Address buyer, Dataset dataset)
    {
        BigInteger price = Units.Ocean(dataset.PriceOcean);
        BigInteger cost = price + Units.PerMille(price, FeesPerMille);
        if (!world.Holdings.TrySpend(ocean.Token.Address, buyer, cost))
        {
            return false;
        }

        Address market = world.Cast.OceanMarket;
        world.Allow(ocean.Token, buyer, ocean.Exchange);
        world.Call(buyer, ocean.Exchange, "buyDT", dataset.ExchangeId, OneDatatoken, cost, market, ConsumeMarketFee);
        object[] noMarketFee = [default(Address), default(Address), 0];
        world.Call(buyer, dataset.Datatoken, "startOrder", buyer, ServiceIndex, ocean.ProviderFee.Tuple, noMarketFee);
        dataset.Uncollected += price;
        dataset.SalesSinceReview++;
        return true;
    }
}
