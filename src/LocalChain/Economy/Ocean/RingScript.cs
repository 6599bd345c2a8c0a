using System.Numerics;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Ocean;

/// <summary>Wash trading, staged: two buyers order a publisher's only dataset again and again and get their money back.
/// </summary>
/// <remarks>So that screens have something to find (docs/ASSUMPTIONS.md). It begins when all others have published: no
/// address of theirs depends on it. Of a price 1.6 % goes to markets and community; what comes back is the price, by one
/// transfer or by two.</remarks>
internal sealed class RingScript(World world, OceanContracts ocean) : IScript
{
    /// <summary>Of all days: the last on which anybody else publishes, and three months of two years later.</summary>
    private const int BeginPerMille = 800;
    private const int EndPerMille = 920;
    private const int PriceOcean = 120;

    /// <summary>Each buyer's, from Ocean's foundation.</summary>
    private const int FundsOcean = 2_000;
    private const int RestDaysMin = 5;
    private const int RestDaysMax = 14;
    private const int DetourPerMille = 500;

    private static readonly BigInteger Price = Units.Ocean(PriceOcean);

    private readonly SeededStream _stream = world.Stream("ocean ring");
    private readonly Round[] _rounds = [.. world.Cast.RingBuyers.Select(buyer => new Round(buyer))];
    private readonly int _beginDay = world.Options.Days * BeginPerMille / 1000;
    private readonly int _endDay = world.Options.Days * EndPerMille / 1000;
    private bool _isListed;
    private Dataset? _dataset;

    public Task PlanAsync(CancellationToken cancellation)
    {
        if (world.Day < _beginDay || world.Slot > 0)
        {
            return Task.CompletedTask;
        }

        if (!_isListed)
        {
            Begin();
        }
        else if (_dataset is { } dataset)
        {
            foreach (Round round in _rounds)
            {
                Plan(round, dataset);
            }

            CollectScript.Collect(world, ocean, dataset);
        }

        return Task.CompletedTask;
    }

    private void Begin()
    {
        _isListed = true;
        const string Name = "Staged: sold in a ring";
        const string Description = "Synthetic demo: an example of wash trading, bought by friends of its publisher";
        new Listing(world, ocean).Publish(
            world.Cast.RingPublisher,
            Name,
            "DATA-RING",
            Description,
            PriceOcean,
            dataset => _dataset = dataset
        );
        foreach (Round round in _rounds)
        {
            world.Transfer(ocean.Token, world.Cast.OceanFoundation, round.Buyer, Units.Ocean(FundsOcean));
            round.NextDay = world.Day + _stream.Between(1, RestDaysMax);
        }
    }

    /// <summary>One step a day: order, wait until the publisher has collected, back, or back by the middle.</summary>
    private void Plan(Round round, Dataset dataset)
    {
        if (world.Day < round.NextDay)
        {
            return;
        }

        switch (round.Step)
        {
            case RingStep.Rests when world.Day < _endDay && OrderScript.TryOrder(world, ocean, round.Buyer, dataset):
                // The publisher collects in the same block, after the order.
                round.Step = _stream.Chance(DetourPerMille) ? RingStep.TakesDetour : RingStep.ComesBack;
                round.NextDay = world.Day + 1;
                break;
            case RingStep.TakesDetour:
                world.Transfer(ocean.Token, world.Cast.RingPublisher, world.Cast.RingMiddle, Price);
                round.Step = RingStep.LeavesMiddle;
                round.NextDay = world.Day + 1;
                break;
            case RingStep.ComesBack:
                Return(round, world.Cast.RingPublisher);
                break;
            case RingStep.LeavesMiddle:
                Return(round, world.Cast.RingMiddle);
                break;
        }
    }

    private void Return(Round round, Address from)
    {
        world.Transfer(ocean.Token, from, round.Buyer, Price);
        round.Step = RingStep.Rests;
        round.NextDay = world.Day + _stream.Between(RestDaysMin, RestDaysMax);
    }

    private enum RingStep
    {
        Rests,
        ComesBack,
        TakesDetour,
        LeavesMiddle,
    }

    private sealed class Round(Address buyer)
    {
        public Address Buyer => buyer;

        public RingStep Step { get; set; }

        public int NextDay { get; set; }
    }
}
