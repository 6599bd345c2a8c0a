using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Numerics;

public class DrawSequenceTests
{
    private static readonly RandomStream Random = new(Seed: 3, Replicate: 4);

    [Fact]
    public void A_sequence_reads_both_halves_of_one_draw_after_another()
    {
        DrawSequence draws = Random.Sequence(DrawKind.OrderSize, agent: 1, step: 2, draw: 7);
        RandomBlock seventh = Random.Draw(DrawKind.OrderSize, agent: 1, step: 2, draw: 7);
        RandomBlock eighth = Random.Draw(DrawKind.OrderSize, agent: 1, step: 2, draw: 8);

        draws.Uniform().ShouldBe(seventh.First);
        draws.Uniform().ShouldBe(seventh.Second);
        draws.Bits().ShouldBe(eighth.FirstBits);
        draws.Bits().ShouldBe(eighth.SecondBits);
    }

    [Fact]
    public void A_sequence_ends_with_its_counter()
    {
        DrawSequence draws = Random.Sequence(DrawKind.OrderSize, agent: 1, step: 2, draw: int.MaxValue);

        Should.Throw<OverflowException>(() => draws.Bits());
    }

    [Fact]
    public void Uniforms_pass_the_test_of_Kolmogorov_and_Smirnov()
    {
        double[] open = Draws(100_000, (ref DrawSequence draws) => draws.Uniform());
        double[] halfOpen = Draws(100_000, (ref DrawSequence draws) => draws.UniformOrZero());

        GoodnessOfFit.ShouldFit(open, x => x);
        GoodnessOfFit.ShouldFit(halfOpen, x => x);
        open.ShouldAllBe(x => x > 0 && x < 1);
        halfOpen.ShouldAllBe(x => x >= 0 && x < 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Integers_below_a_bound_are_equally_likely(int bound)
    {
        long[] draws = Draws(100_000, (ref DrawSequence draws) => (long)draws.Below((ulong)bound));

        GoodnessOfFit.ShouldFit(draws, start: 0, [.. Enumerable.Repeat(1.0 / bound, bound)]);
    }

    // With a bound of 3/4 of 2^64 a quarter of the draws is rejected: taken as they are, they would fall into each third
    // one half, one quarter and one quarter of the time.
    [Fact]
    public void A_bound_near_the_end_has_no_bias()
    {
        const ulong bound = 3UL << 62;
        long[] thirds = Draws(30_000, (ref DrawSequence draws) => (long)(draws.Below(bound) % 3));
        long[] parts = Draws(30_000, (ref DrawSequence draws) => (long)(draws.Below(bound) / (1UL << 62)));

        GoodnessOfFit.ShouldFit(thirds, start: 0, [1 / 3.0, 1 / 3.0, 1 / 3.0]);
        GoodnessOfFit.ShouldFit(parts, start: 0, [1 / 3.0, 1 / 3.0, 1 / 3.0]);
        Draws(30_000, (ref DrawSequence draws) => draws.Below(bound)).ShouldAllBe(x => x < bound);
    }

    [Fact]
    public void No_integer_is_below_zero()
    {
        DrawSequence draws = Random.Sequence(DrawKind.OrderSize, agent: 1, step: 2);

        Should.Throw<ArgumentOutOfRangeException>(() => draws.Below(0));
    }

    internal delegate T Draw<T>(ref DrawSequence draws);

    /// <summary>One draw of each of many agents.</summary>
    internal static T[] Draws<T>(int count, Draw<T> draw, uint seed = 1)
    {
        RandomStream random = new(seed, Replicate: 0);
        T[] values = new T[count];
        for (int agent = 0; agent < count; agent++)
        {
            DrawSequence draws = random.Sequence(DrawKind.OrderSize, agent, step: 0);
            values[agent] = draw(ref draws);
        }

        return values;
    }
}
