using System.Buffers.Binary;
using System.Security.Cryptography;
using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;

namespace Souk.Simulation.Tests.Numerics.Distributions;

/// <summary>Digests of a thousand draws of each distribution: a change of any bit shows here, on any machine.</summary>
public class DeterminismTests
{
    private const int AgentCount = 1_000;

    private static readonly Dictionary<string, DrawSequenceTests.Draw<double>> Distributions = new()
    {
        ["uniform"] = (ref DrawSequence draws) => draws.Uniform(),
        ["uniform or zero"] = (ref DrawSequence draws) => draws.UniformOrZero(),
        ["below"] = (ref DrawSequence draws) => draws.Below(3UL << 62),
        ["normal"] = (ref DrawSequence draws) => Distribution.Normal(draws.Uniform()),
        ["lognormal"] = (ref DrawSequence draws) => Distribution.Lognormal(draws.Uniform(), median: 3, sigma: 2),
        ["exponential"] = (ref DrawSequence draws) => Distribution.Exponential(draws.Uniform(), mean: 3),
        ["geometric"] = (ref DrawSequence draws) => Distribution.Geometric(draws.Uniform(), chance: 0.01),
        ["poisson 3"] = (ref DrawSequence draws) => new Poisson(3).Draw(ref draws),
        ["poisson 1e9"] = (ref DrawSequence draws) => new Poisson(1e9).Draw(ref draws),
        ["binomial 30"] = (ref DrawSequence draws) => new Binomial(30, 0.1).Draw(ref draws),
        ["binomial 2^31"] = (ref DrawSequence draws) => new Binomial(1L << 31, 0.3).Draw(ref draws),
        ["zipf"] = (ref DrawSequence draws) => new Zipf(1L << 31, 1.1).Draw(ref draws),
        ["alias"] = (ref DrawSequence draws) => new AliasTable([1, 2, 0, 4, 0.1]).Draw(ref draws),
        ["cumulative"] = (ref DrawSequence draws) => new CumulativeWeights([1, 2, 0, 4, 0.1]).At(draws.Uniform()),
        ["shuffle"] = (ref DrawSequence draws) =>
        {
            double[] items = [1, 2, 3, 4, 5, 6, 7];
            Selection.Shuffle<double>(ref draws, items);
            return items[3];
        },
        ["exp"] = (ref DrawSequence draws) => DeterministicMath.Exp((1400 * draws.Uniform()) - 700),
        ["expM1"] = (ref DrawSequence draws) => DeterministicMath.ExpM1((4 * draws.Uniform()) - 2),
        ["log"] = (ref DrawSequence draws) => DeterministicMath.Log(draws.Uniform()),
        ["logP1"] = (ref DrawSequence draws) => DeterministicMath.LogP1(draws.Uniform() - 0.5),
        ["log2"] = (ref DrawSequence draws) => DeterministicMath.Log2(draws.Uniform()),
        ["pow"] = (ref DrawSequence draws) => DeterministicMath.Pow(3 * draws.Uniform(), (20 * draws.Uniform()) - 10),
    };

    public static TheoryData<string, string> Digests =>
        new()
        {
            { "uniform", "9f3b3bc43c361ce1" },
            { "uniform or zero", "f61b9b61a7a210e3" },
            { "below", "e1b3b1d33402aba8" },
            { "normal", "e283077d7397d062" },
            { "lognormal", "d50d5afe44484e72" },
            { "exponential", "420ce23e1b80f914" },
            { "geometric", "dbb8346d168a58ef" },
            { "poisson 3", "aeedd6a8c2de5d0c" },
            { "poisson 1e9", "f8836bcb075f5f00" },
            { "binomial 30", "e801b4540feeb28d" },
            { "binomial 2^31", "a0f6a90dd7196f8a" },
            { "zipf", "b7d7aa06abb60dfc" },
            { "alias", "b302977c6ebab905" },
            { "cumulative", "0e6055feaf1c7229" },
            { "shuffle", "77cab3e3cb14bbba" },
            { "exp", "d3eca77cc82828ce" },
            { "expM1", "6d0b7bf10aeaa7f5" },
            { "log", "b67d354bcb0bd003" },
            { "logP1", "21b5ce18e36b6427" },
            { "log2", "c4949c4181a01afd" },
            { "pow", "55a69e64c2801a3e" },
        };

    [Theory]
    [MemberData(nameof(Digests))]
    public void The_draws_of_a_thousand_agents_have_this_digest(string name, string digest)
    {
        Digest(DrawSequenceTests.Draws(AgentCount, Distributions[name], seed: 42)).ShouldBe(digest, name);
    }

    [Fact]
    public void Every_distribution_has_a_digest()
    {
        Digests.Select(row => row.Data.Item1).ShouldBe(Distributions.Keys);
    }

    [Fact]
    public void Order_and_threads_of_agents_change_no_draw()
    {
        RandomStream random = new(Seed: 42, Replicate: 0);
        foreach ((string name, DrawSequenceTests.Draw<double> draw) in Distributions)
        {
            double[] inOrder = DrawSequenceTests.Draws(AgentCount, draw, seed: 42);
            double[] mixed = new double[AgentCount];

            Parallel.For(
                0,
                AgentCount,
                new ParallelOptions { MaxDegreeOfParallelism = 4 },
                i =>
                {
                    int agent = i * 7 % AgentCount;
                    DrawSequence draws = random.Sequence(DrawKind.OrderSize, agent, step: 0);
                    mixed[agent] = draw(ref draws);
                }
            );

            mixed.ShouldBe(inOrder, name);
        }
    }

    private static string Digest(double[] values)
    {
        byte[] bytes = new byte[values.Length * sizeof(double)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
    }
}
