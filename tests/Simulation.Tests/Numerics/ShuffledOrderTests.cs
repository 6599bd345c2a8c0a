using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Numerics;

public class ShuffledOrderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(1_000)]
    [InlineData(1_024)]
    [InlineData(70_001)]
    public void Everyone_has_a_turn_and_only_one(int count)
    {
        int[] order = OrderOf(count, step: 3);

        order.Order().ShouldBe(Enumerable.Range(0, count));
    }

    [Fact]
    public void Steps_and_replicates_have_orders_of_their_own()
    {
        int[] order = OrderOf(1_000, step: 1);

        OrderOf(1_000, step: 1).ShouldBe(order);
        OrderOf(1_000, step: 2).ShouldNotBe(order);
        OrderOf(1_000, step: 1, replicate: 1).ShouldNotBe(order);
    }

    [Fact]
    public void Every_place_is_as_likely_as_any_other()
    {
        const int Count = 50;
        const int Orders = 20_000;
        int[,] seen = new int[Count, Count];

        for (int step = 0; step < Orders; step++)
        {
            int[] order = OrderOf(Count, step);
            for (int place = 0; place < Count; place++)
            {
                seen[place, order[place]]++;
            }
        }

        // Chi-square with 49 × 49 degrees of freedom: mean 2401, deviation 69; five deviations.
        double expected = (double)Orders / Count;
        double chiSquare = seen.Cast<int>().Sum(n => (n - expected) * (n - expected) / expected);
        chiSquare.ShouldBeInRange(2_401 - 350, 2_401 + 350);
    }

    [Fact]
    public void Any_two_agents_come_in_either_order_half_of_the_time_and_rarely_next_to_each_other()
    {
        const int Count = 40;
        const int Orders = 10_000;
        int[,] isBefore = new int[Count, Count];
        int neighbours = 0;

        for (int step = 0; step < Orders; step++)
        {
            int[] order = OrderOf(Count, step);
            for (int i = 0; i < Count; i++)
            {
                neighbours += i > 0 && Math.Abs(order[i] - order[i - 1]) == 1 ? 1 : 0;
                for (int k = i + 1; k < Count; k++)
                {
                    isBefore[order[i], order[k]]++;
                }
            }
        }

        // Binomial: deviation 50; 780 pairs, five deviations. Neighbours: 2 × 39 / 40 expected per order.
        for (int a = 0; a < Count; a++)
        {
            for (int b = a + 1; b < Count; b++)
            {
                isBefore[a, b].ShouldBeInRange(5_000 - 250, 5_000 + 250, $"{a} before {b}");
            }
        }

        ((double)neighbours / Orders).ShouldBe(1.95, 0.07);
    }

    private static int[] OrderOf(int count, int step, uint replicate = 0)
    {
        ShuffledOrder order = new(new RandomStream(Seed: 5, replicate), DrawKind.Shuffle, step, count);
        List<int> places = [];
        int[] block = new int[ShuffledOrder.BlockMax];
        for (int first = 0; first < order.Inputs; first += ShuffledOrder.BlockMax)
        {
            int written = order.Fill(first, block);
            places.AddRange(block[..written]);
        }

        return [.. places];
    }
}
