using System.Numerics;

namespace Souk.LocalChain.Economy.Ocean;

/// <summary>Now and then a publisher collects what buyers paid and reviews his rate; fees are collected every month.
/// </summary>
internal sealed class CollectScript(World world, OceanContracts ocean, List<Dataset> datasets) : IScript
{
    private const int MonthDays = 30;

    /// <summary>About every seven weeks.</summary>
    private const int ReviewPerMilleADay = 20;
    private const int SalesWanted = 1;
    private const int RisePerMille = 1_060;
    private const int FallPerMille = 900;
    private const int PriceOceanMin = 20;
    private const int PriceOceanMax = 900;

    private readonly SeededStream _stream = world.Stream("ocean collections");

    public Task PlanAsync(CancellationToken cancellation)
    {
        foreach (Dataset dataset in datasets)
        {
            if (world.Happens(_stream, ReviewPerMilleADay))
            {
                Collect(world, ocean, dataset);
                ReviewRate(dataset);
            }
        }

        if (world.Day % MonthDays == MonthDays - 1 && world.Slot == 0 && datasets.Count > 0)
        {
            object[] exchangeIds = [.. datasets.Select(dataset => dataset.ExchangeId)];
            CollectFees(exchangeIds);
        }

        return Task.CompletedTask;
    }

    /// <summary>The publisher takes what buyers paid.</summary>
    public static void Collect(World world, OceanContracts ocean, Dataset dataset)
    {
        if (dataset.Uncollected > BigInteger.Zero)
        {
            world.Call(dataset.Publisher, ocean.Exchange, "collectBT", dataset.ExchangeId, dataset.Uncollected);
            dataset.Uncollected = BigInteger.Zero;
        }
    }

    private void ReviewRate(Dataset dataset)
    {
        int factor = dataset.SalesSinceReview > SalesWanted ? RisePerMille : FallPerMille;
        bool changes = dataset.SalesSinceReview != SalesWanted;
        int price = Math.Clamp(dataset.PriceOcean * factor / 1000, PriceOceanMin, PriceOceanMax);
        dataset.SalesSinceReview = 0;
        if (changes && price != dataset.PriceOcean)
        {
            world.Call(dataset.Publisher, ocean.Exchange, "setRate", dataset.ExchangeId, Units.Ocean(price));
            dataset.PriceOcean = price;
        }
    }

    /// <summary>Fifty exchanges take about 700 000 gas.</summary>
    private void CollectFees(object[] exchangeIds)
    {
        const long gas = 3_000_000;
        world.Writer.Add(
            ocean.Exchange.Call(world.Cast.OceanMarket, "collectMarketFeeBatch", [exchangeIds]) with
            {
                Gas = gas,
            }
        );
        world.Writer.Add(
            ocean.Exchange.Call(world.Cast.OceanCommunity, "collectOceanFeeBatch", [exchangeIds]) with
            {
                Gas = gas,
            }
        );
    }
}
