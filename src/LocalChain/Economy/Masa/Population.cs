using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Masa;

/// <summary>The contributors and buyers of one run: who they are and when they come and go.</summary>
internal sealed class Population
{
    /// <summary>Of contributors and buyers each: how many are there from the start.</summary>
    private const int FoundersPerMille = 400;

    public Population(World world)
    {
        SeededStream stream = world.Stream("population");
        foreach (Address account in world.Cast.Contributors)
        {
            int arrival = ArrivalDay(stream, world.Options.Days);
            Contributors.Add(
                new Contributor(account, arrival, arrival + stream.Between(120, 1_100), stream.Pick(DataKind.All))
                {
                    PointsPerMilleADay = stream.Between(100, 600),
                    PriceUsd = stream.Between(80, 900),
                    LastSaleDay = arrival,
                }
            );
        }

        foreach (Address account in world.Cast.Buyers)
        {
            Buyers.Add(
                new Buyer(
                    account,
                    ArrivalDay(stream, world.Options.Days),
                    PurchasesPerMilleADay: stream.Between(150, 900),
                    ReservationUsd: stream.Between(200, 1_500)
                )
            );
        }
    }

    public List<Contributor> Contributors { get; } = [];

    public List<Buyer> Buyers { get; } = [];

    public List<Contributor> ActiveContributors(int day) => [.. Contributors.Where(person => person.IsActive(day))];

    private static int ArrivalDay(SeededStream stream, int days) =>
        stream.Chance(FoundersPerMille) ? stream.Below(7) : stream.Below(Math.Max(1, days * 8 / 10));
}

/// <summary>Someone who pays for data.</summary>
/// <param name="ReservationUsd">The most he pays for one access, in whole dollars.</param>
internal sealed record Buyer(Address Account, int ArrivalDay, int PurchasesPerMilleADay, int ReservationUsd);
