namespace Souk.Research.Responses;

/// <summary>What a party does on a day.</summary>
public enum PartyOutcome
{
    /// <summary>Contributions made.</summary>
    Contributions,

    /// <summary>Price legs of a buyer, also of one for whom an escrow pays.</summary>
    Purchases,

    /// <summary>Transfers, payments, contributions and stakes: 1 on a day with any, else 0. Its fall is exit, its rise
    /// entry.</summary>
    Presence,
}
