using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Masa;

/// <summary>Someone who brings data, and what he knows of himself. Compared by identity: he changes.</summary>
internal sealed class Contributor(Address account, int arrivalDay, int departureDay, DataKind speciality)
{
    public Address Account => account;

    /// <summary>First active day; he leaves at the departure day.</summary>
    public int ArrivalDay => arrivalDay;

    public DataKind Speciality => speciality;

    /// <summary>Data points that he brings in 1000 days.</summary>
    public required int PointsPerMilleADay { get; init; }

    /// <summary>Data points by token id.</summary>
    public int[] Points { get; } = new int[DataKind.All.Count + 1];

    /// <summary>What he asks for access, in whole dollars; rises with sales and falls without.</summary>
    public required int PriceUsd { get; set; }

    public required int LastSaleDay { get; set; }

    public bool IsActive(int day) => day >= arrivalDay && day < departureDay;
}
