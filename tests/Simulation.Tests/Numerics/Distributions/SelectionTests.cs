using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;

namespace Souk.Simulation.Tests.Numerics.Distributions;

public class SelectionTests
{
    [Fact]
    public void Every_order_of_five_is_equally_likely()
    {
        long[] orders = DrawSequenceTests.Draws(
            120_000,
            (ref DrawSequence draws) =>
            {
                int[] items = [0, 1, 2, 3, 4];
                Selection.Shuffle<int>(ref draws, items);
                return items.Aggregate(0L, (number, item) => (10 * number) + item);
            }
        );

        long[] found = [.. orders.Distinct().Order()];
        found.Length.ShouldBe(120);
        GoodnessOfFit.ShouldFit(
            orders.Select(order => (long)Array.IndexOf(found, order)),
            start: 0,
            [.. Enumerable.Repeat(1 / 120.0, 120)]
        );
    }

    [Fact]
    public void Every_ordered_sample_of_two_in_six_is_equally_likely()
    {
        long[] samples = DrawSequenceTests.Draws(
            60_000,
            (ref DrawSequence draws) =>
            {
                int[] chosen = new int[2];
                Selection.Sample(ref draws, count: 6, chosen);
                return (6L * chosen[0]) + chosen[1];
            }
        );

        double[] probabilities = [.. Enumerable.Range(0, 36).Select(pair => pair / 6 == pair % 6 ? 0 : 1 / 30.0)];
        GoodnessOfFit.ShouldFit(samples, start: 0, probabilities);
        samples.ShouldAllBe(pair => pair / 6 != pair % 6);
    }

    [Fact]
    public void A_sample_is_the_beginning_of_the_shuffle()
    {
        RandomStream random = new(Seed: 1, Replicate: 0);
        int[] all = [.. Enumerable.Range(0, 1000)];
        int[] some = new int[400];
        int[] everyone = new int[1000];

        DrawSequence draws = random.Sequence(DrawKind.OrderSize, agent: 0, step: 0);
        Selection.Shuffle<int>(ref draws, all);
        draws = random.Sequence(DrawKind.OrderSize, agent: 0, step: 0);
        Selection.Sample(ref draws, 1000, some);
        draws = random.Sequence(DrawKind.OrderSize, agent: 0, step: 0);
        Selection.Sample(ref draws, 1000, everyone);

        some.ShouldBe(all[..400]);
        everyone.ShouldBe(all);
        all.Order().ShouldBe(Enumerable.Range(0, 1000));
    }

    [Fact]
    public void Nothing_is_chosen_from_nothing_and_no_more_than_there_is()
    {
        DrawSequence draws = new RandomStream(Seed: 1, Replicate: 0).Sequence(DrawKind.OrderSize, agent: 0, step: 0);

        Selection.Sample(ref draws, count: 0, []);
        Selection.Shuffle<int>(ref draws, []);

        Should.Throw<ArgumentOutOfRangeException>(() => Selection.Sample(ref draws, count: 2, new int[3]));
    }
}
