using System.Diagnostics;

namespace Souk.Dashboards.Bench;

/// <summary>How long a reader of a scenario waits for the first bands: from the request to the first event of the stream. Another
/// seed each time, so that nothing is known yet.</summary>
internal static class FirstBandsBench
{
    public static async Task RunAsync(Uri address, string scenario, int rounds)
    {
        // Otherwise the client reads on for two seconds where the reader has left, and the server plays on for it.
        using SocketsHttpHandler leaving = new() { ResponseDrainTimeout = TimeSpan.Zero };
        using HttpClient client = new(leaving) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        List<double> waits = [];
        for (int round = 0; round <= rounds; round++)
        {
            // A reader looks at what came; runs that nobody waits for any more have ended by then.
            await Task.Delay(TimeSpan.FromSeconds(2));
            Stopwatch watch = Stopwatch.StartNew();
            using Stream stream = await client.GetStreamAsync(
                $"/api/v1/scenarios/{scenario}/stream?seed={1_000 + round}"
            );
            using StreamReader reader = new(stream);
            while (await reader.ReadLineAsync() is { } line && line != "event: bands") { }
            // The first round compiles.
            if (round > 0)
            {
                waits.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        waits.Sort();
        Console.WriteLine(
            $"{scenario}: first bands p50 {waits[rounds / 2]:0} ms, p95 {waits[(int)(0.95 * (rounds - 1))]:0} ms, most {waits[^1]:0} ms, of {rounds}"
        );
    }
}
