using System.Diagnostics;
using System.Globalization;
using Souk.Simulation.Peers.EthereumEconomies;
using Souk.Simulation.Peers.SustainabilityLoops;

namespace Souk.Simulation.Bench;

/// <summary>Steps per second of models rebuilt from others, on one thread, after checking that they give the same answer.</summary>
internal static class PeerModels
{
    private const int Rounds = 15;
    private const int RunsPerRound = 200;

    public static void Run()
    {
        Compare("Ethereum's economy, 360 days", Ethereum, steps: 360, expected: 115542014.13233247);
        Compare("sustainability loop, 7,300 days", Loop, steps: 7300, expected: 46.2157980375775);
    }

    private static double Ethereum(int steps)
    {
        EthereumModel model = new(new EthereumParameters());
        model.Advance(steps);
        return model.State.SupplyEth;
    }

    private static double Loop(int steps)
    {
        LoopModel model = new(new LoopParameters());
        model.Advance(steps);
        return model.PriceUsd;
    }

    private static void Compare(string name, Func<int, double> run, int steps, double expected)
    {
        double relativeError = Math.Abs((run(steps) / expected) - 1);
        if (relativeError > 1e-9)
        {
            throw new InvalidOperationException($"{name}: off by {relativeError}, so its speed says nothing.");
        }

        int runs = Math.Max(10, RunsPerRound * 360 / steps);
        double[] rates = [.. Enumerable.Range(0, Rounds).Select(_ => RateOf(run, steps, runs)).Order()];
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {rates[Rounds / 2]:#,0} steps/s ({rates[0]:#,0} to {rates[^1]:#,0}), error {relativeError:0.0e0}"
            )
        );
    }

    private static double RateOf(Func<int, double> run, int steps, int runs)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < runs; i++)
        {
            run(steps);
        }

        return (double)steps * runs / watch.Elapsed.TotalSeconds;
    }
}
