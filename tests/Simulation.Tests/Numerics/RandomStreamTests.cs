using System.Runtime.InteropServices;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Numerics;

public class RandomStreamTests
{
    private const int AgentCount = 1_003;

    private static readonly RandomStream Random = new(Seed: 0x89ABCDEF, Replicate: 0xFEDCBA98);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(AgentCount)]
    public void Any_chunks_fill_the_bits_of_single_draws(int chunk)
    {
        RandomBlock[] blocks = new RandomBlock[AgentCount];
        double[] first = new double[AgentCount];
        double[] second = new double[AgentCount];
        double[] alone = new double[AgentCount];
        for (int from = 0; from < AgentCount; from += chunk)
        {
            Range part = from..Math.Min(from + chunk, AgentCount);
            Random.Fill(DrawKind.OrderSize, from, step: 5, draw: 6, blocks.AsSpan(part));
            Random.Fill(DrawKind.OrderSize, from, step: 5, draw: 6, first.AsSpan(part), second.AsSpan(part));
            Random.Fill(DrawKind.OrderSize, from, step: 5, draw: 6, alone.AsSpan(part));
        }

        for (int agent = 0; agent < AgentCount; agent++)
        {
            RandomBlock expected = Random.Draw(DrawKind.OrderSize, agent, step: 5, draw: 6);
            blocks[agent].ShouldBe(expected, $"agent {agent}");
            first[agent].ShouldBe(expected.First);
            second[agent].ShouldBe(expected.Second);
        }

        alone.ShouldBe(first);
    }

    [Fact]
    public void Threads_that_share_a_population_fill_the_same_bytes()
    {
        double[] alone = new double[AgentCount];
        double[] together = new double[AgentCount];

        Random.Fill(DrawKind.OrderSize, agent: 0, step: 0, draw: 0, alone);
        Parallel.For(
            0,
            17,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            part => Random.Fill(DrawKind.OrderSize, part * 59, step: 0, draw: 0, together.AsSpan(part * 59, 59))
        );

        MemoryMarshal.AsBytes<double>(together).SequenceEqual(MemoryMarshal.AsBytes<double>(alone)).ShouldBeTrue();
    }

    [Fact]
    public void The_last_agents_that_have_a_number_fill_too()
    {
        double[] first = new double[9];

        Random.Fill(DrawKind.OrderSize, int.MaxValue - 9, step: int.MaxValue, draw: int.MaxValue, first);

        first[^1]
            .ShouldBe(Random.Draw(DrawKind.OrderSize, int.MaxValue - 1, step: int.MaxValue, draw: int.MaxValue).First);
    }

    [Fact]
    public void Agents_and_steps_without_a_number_are_refused()
    {
        double[] first = new double[9];

        Should.Throw<OverflowException>(() => Random.Draw(DrawKind.OrderSize, -1, step: 0));
        Should.Throw<OverflowException>(() => Random.Draw(DrawKind.OrderSize, 0, step: -1));
        Should.Throw<OverflowException>(() => Random.Fill(DrawKind.OrderSize, -1, step: 0, draw: 0, first));
        Should.Throw<OverflowException>(() => Random.Fill(DrawKind.OrderSize, int.MaxValue - 8, 0, 0, first));
        Should.Throw<ArgumentException>(() => Random.Fill(DrawKind.OrderSize, 0, 0, 0, first, new double[8]));
    }
}
