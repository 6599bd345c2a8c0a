using System.Diagnostics;

namespace Souk.Simulation.Bench;

/// <summary>The best of a few repetitions: what the machine can do when nothing else happens.</summary>
internal static class Measure
{
    public static double Seconds(Action work, int repetitions = 3)
    {
        double best = double.MaxValue;
        for (int i = 0; i < repetitions; i++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            work();
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        return best;
    }

    /// <summary>Bytes per second that a copy of a large array reads and writes on one thread.</summary>
    public static double CopyBandwidth()
    {
        const int Bytes = 256 << 20;
        byte[] from = new byte[Bytes];
        byte[] to = new byte[Bytes];
        Array.Fill(from, (byte)1);
        from.CopyTo(to, 0);
        return 2.0 * Bytes / Seconds(() => from.AsSpan().CopyTo(to), repetitions: 5);
    }
}
