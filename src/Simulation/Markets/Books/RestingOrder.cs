namespace Souk.Simulation.Markets.Books;

/// <summary>An order that waits in a book.</summary>
public sealed class RestingOrder
{
    internal RestingOrder(bool isBuy, int owner, long price, long sequence, long lots)
    {
        IsBuy = isBuy;
        Owner = owner;
        Price = price;
        Sequence = sequence;
        Lots = lots;
    }

    public bool IsBuy { get; }

    public int Owner { get; }

    public long Price { get; }

    /// <summary>Lots that are left.</summary>
    public long Lots { get; internal set; }

    internal long Sequence { get; }
}
