namespace Souk.Simulation.Scenarios;

/// <summary>What stands behind the numbers of a start that the chain does not always show.</summary>
/// <param name="Pool">Reserves of the pool and, with them, the price.</param>
/// <param name="Orders">Orders per day, and who places them.</param>
/// <param name="OrderSize">What an order is worth.</param>
/// <param name="Fees">Fees and what of them is burned.</param>
/// <param name="PaidIn">Symbols of the tokens in which orders were looked for, as people write them.</param>
/// <param name="LastOrder">The day of the last order, where something is as it was then.</param>
public sealed record StartBasis(
    Backing Pool = Backing.Indexed,
    Backing Orders = Backing.Indexed,
    Backing OrderSize = Backing.Indexed,
    Backing Fees = Backing.Indexed,
    string PaidIn = "",
    DateOnly? LastOrder = null
)
{
    /// <summary>Days that count for orders and who is active.</summary>
    public const int OrderDays = 30;

    /// <summary>Days that count for fees.</summary>
    public const int FeeDays = 90;
}

/// <summary>What stands behind a number.</summary>
public enum Backing
{
    /// <summary>Read from the chain as of the start.</summary>
    Indexed,

    /// <summary>As the chain had it last, before the days that count.</summary>
    Past,

    /// <summary>Nothing on chain.</summary>
    Supposed,
}
