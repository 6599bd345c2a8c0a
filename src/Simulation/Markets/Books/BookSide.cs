namespace Souk.Simulation.Markets.Books;

/// <summary>The orders of one side, the best first.</summary>
/// <remarks>A heap; orders that were cancelled leave it when they come to its top.</remarks>
internal sealed class BookSide(bool isBuy)
{
    private readonly PriorityQueue<RestingOrder, (long Rank, long Sequence)> _orders = new();

    public Int128 Lots { get; private set; }

    public RestingOrder? Best
    {
        get
        {
            while (_orders.TryPeek(out RestingOrder? order, out _))
            {
                if (order.Lots > 0)
                {
                    return order;
                }

                _orders.Dequeue();
            }

            return null;
        }
    }

    public void Add(RestingOrder order)
    {
        _orders.Enqueue(order, (isBuy ? -order.Price : order.Price, order.Sequence));
        Lots += order.Lots;
    }

    public void Fill(RestingOrder order, long lots)
    {
        order.Lots -= lots;
        Lots -= lots;
    }

    public long Remove(RestingOrder order)
    {
        long left = order.Lots;
        Fill(order, left);
        return left;
    }
}
