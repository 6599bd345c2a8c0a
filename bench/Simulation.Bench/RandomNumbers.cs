using System.Runtime.InteropServices;
using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;

namespace Souk.Simulation.Bench;

/// <summary>How fast are draws and elementary functions, beside one another and beside the platform's?</summary>
internal static class RandomNumbers
{
    private const int AgentCount = 16_384;

    private static readonly RandomStream _random = new(Seed: 1, Replicate: 2);
    private static readonly double[] _first = new double[AgentCount];
    private static readonly double[] _second = new double[AgentCount];
    private static readonly double[] _results = new double[AgentCount];
    private static readonly RandomBlock[] _blocks = new RandomBlock[AgentCount];
    private static int _step;

    public static void Compare()
    {
        FillOneByOne();
        double[] expected = [.. _first, .. _second];
        FillTogether();
        if (!expected.AsSpan().SequenceEqual([.. _first, .. _second]))
        {
            throw new InvalidOperationException("The fills differ.");
        }

        Xoshiro256 rival = new();
        Rounds uniforms = new("uniforms", 2 * AgentCount);
        uniforms.Add("Draw, one agent at a time", FillOneByOne);
        uniforms.Add("Fill", FillTogether);
        uniforms.Add("xoshiro256**", () => FillBy(rival));
        uniforms.Print();
        Rounds bytes = new("bytes", 16 * AgentCount);
        bytes.Add("Draw, one agent at a time", DrawBlocks);
        bytes.Add("Fill", () => _random.Fill(DrawKind.OrderSize, 0, _step++, 0, _blocks));
        bytes.Add("xoshiro256**", () => FillBytesBy(rival));
        bytes.Print();
        Functions();
        Draws();
    }

    private static void Functions()
    {
        Rounds powers = new("exp", AgentCount);
        powers.Add("platform", () => Each(Math.Exp));
        powers.Add("one at a time", () => Each(DeterministicMath.Exp));
        powers.Add("span", () => DeterministicMath.Exp(_first, _results));
        powers.Print();
        Rounds logarithms = new("log", AgentCount);
        logarithms.Add("platform", () => Each(Math.Log));
        logarithms.Add("one at a time", () => Each(DeterministicMath.Log));
        logarithms.Add("span", () => DeterministicMath.Log(_first, _results));
        logarithms.Print();
        Rounds pow = new("pow", AgentCount);
        pow.Add("platform", () => Each(x => Math.Pow(x, 2.7)));
        pow.Add("one at a time", () => Each(x => DeterministicMath.Pow(x, 2.7)));
        pow.Print();
        Rounds products = new("what a product lost", AgentCount);
        products.Add("fused multiply-add", () => Each(x => Math.FusedMultiplyAdd(x, 2.7, -(x * 2.7))));
        products.Add("split factors", () => Each(x => Split(x, 2.7)));
        products.Print();
    }

    // What the engine's exact products do (Dekker 1971).
    private static double Split(double a, double b)
    {
        double scaled = 134217729 * a;
        double aHigh = scaled - (scaled - a);
        double aLow = a - aHigh;
        scaled = 134217729 * b;
        double bHigh = scaled - (scaled - b);
        double bLow = b - bHigh;
        return (((aHigh * bHigh) - (a * b)) + (aHigh * bLow) + (aLow * bHigh)) + (aLow * bLow);
    }

    private static void Draws()
    {
        Poisson few = new(3);
        Poisson many = new(1e9);
        Binomial binomial = new(Binomial.TrialsMax, 0.3);
        Zipf zipf = new(Zipf.CountMax, 1.1);
        AliasTable table = new([.. Enumerable.Range(1, 1000).Select(i => 1.0 / i)]);
        CumulativeWeights sums = new([.. Enumerable.Range(1, 1000).Select(i => 1.0 / i)]);
        Rounds draws = new("draws", AgentCount);
        draws.Add("uniform", () => Each((ref DrawSequence d) => d.Uniform()));
        draws.Add("normal", () => Each((ref DrawSequence d) => Distribution.Normal(d.Uniform())));
        draws.Add("lognormal", () => Each((ref DrawSequence d) => Distribution.Lognormal(d.Uniform(), 1, 0.6)));
        draws.Add("exponential", () => Each((ref DrawSequence d) => Distribution.Exponential(d.Uniform(), 3)));
        draws.Add("geometric", () => Each((ref DrawSequence d) => Distribution.Geometric(d.Uniform(), 0.1)));
        draws.Add("Poisson of mean 3", () => Each((ref DrawSequence d) => few.Draw(ref d)));
        draws.Add("Poisson of mean 1e9", () => Each((ref DrawSequence d) => many.Draw(ref d)));
        draws.Add("binomial of 2^31 trials", () => Each((ref DrawSequence d) => binomial.Draw(ref d)));
        draws.Add("Zipf of 2^31 ranks", () => Each((ref DrawSequence d) => zipf.Draw(ref d)));
        draws.Add("1000 categories, alias", () => Each((ref DrawSequence d) => table.Draw(ref d)));
        draws.Add("1000 categories, sums", () => Each((ref DrawSequence d) => sums.At(d.Uniform())));
        draws.Print();
    }

    private delegate double DrawOne(ref DrawSequence draws);

    private static void Each(DrawOne draw)
    {
        _step++;
        for (int agent = 0; agent < AgentCount; agent++)
        {
            DrawSequence draws = _random.Sequence(DrawKind.OrderSize, agent, _step);
            _results[agent] = draw(ref draws);
        }
    }

    private static void Each(Func<double, double> function)
    {
        for (int i = 0; i < AgentCount; i++)
        {
            _results[i] = function(_first[i]);
        }
    }

    private static void FillBy(Xoshiro256 rival)
    {
        for (int agent = 0; agent < AgentCount; agent++)
        {
            _first[agent] = RandomBlock.Uniform(rival.Next());
            _second[agent] = RandomBlock.Uniform(rival.Next());
        }
    }

    private static void FillBytesBy(Xoshiro256 rival)
    {
        foreach (ref ulong half in MemoryMarshal.Cast<RandomBlock, ulong>(_blocks.AsSpan()))
        {
            half = rival.Next();
        }
    }

    private static void FillOneByOne()
    {
        for (int agent = 0; agent < AgentCount; agent++)
        {
            RandomBlock block = _random.Draw(DrawKind.OrderSize, agent, step: 3);
            _first[agent] = block.First;
            _second[agent] = block.Second;
        }
    }

    private static void FillTogether() => _random.Fill(DrawKind.OrderSize, agent: 0, step: 3, draw: 0, _first, _second);

    private static void DrawBlocks()
    {
        for (int agent = 0; agent < AgentCount; agent++)
        {
            _blocks[agent] = _random.Draw(DrawKind.OrderSize, agent, step: 3);
        }
    }
}
