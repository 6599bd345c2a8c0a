namespace Souk.Simulation.Markets.Auctions;

/// <summary>The two highest bids and whose the first is: the lower index among equals.</summary>
internal readonly record struct TopBids(int Winner, Int128 First, Int128 Second)
{
    public static TopBids Of(ReadOnlySpan<Int128> bids)
    {
        TopBids top = new(-1, -1, -1);
        for (int i = 0; i < bids.Length; i++)
        {
            if (bids[i] > top.First)
            {
                top = new(i, bids[i], top.First);
            }
            else if (bids[i] > top.Second)
            {
                top = top with { Second = bids[i] };
            }
        }

        return top;
    }
}
