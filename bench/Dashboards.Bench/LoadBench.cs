using System.Collections.Concurrent;
using System.Diagnostics;

namespace Souk.Dashboards.Bench;

/// <summary>Every page in turn at a steady rate, whether or not earlier ones were answered: a wait counts from the moment at
/// which the request was due.</summary>
internal static class LoadBench
{
    public static async Task RunAsync(Uri address, string market, int perSecond, int seconds)
    {
        using HttpClient client = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");
        IReadOnlyList<string> pages = await SitePages.OfAsync(client, market);
        Console.WriteLine("Each page alone, first and again:");
        foreach (string page in pages)
        {
            (double cold, _) = await AskAsync(client, page);
            (double warm, int status) = await AskAsync(client, page);
            Console.WriteLine($"{page, -60} {cold, 9:0.0} ms {warm, 9:0.0} ms {status}");
        }

        ConcurrentBag<(string Page, double Milliseconds)> waits = [];
        List<Task> asked = [];
        Stopwatch watch = Stopwatch.StartNew();
        for (int request = 0; request < perSecond * seconds; request++)
        {
            TimeSpan due = TimeSpan.FromSeconds((double)request / perSecond);
            if (due > watch.Elapsed)
            {
                await Task.Delay(due - watch.Elapsed);
            }

            string page = pages[request % pages.Count];
            asked.Add(
                Task.Run(async () =>
                {
                    await AskAsync(client, page);
                    waits.Add((page, (watch.Elapsed - due).TotalMilliseconds));
                })
            );
        }

        await Task.WhenAll(asked);
        Console.WriteLine(
            $"{perSecond} requests a second for {seconds} s, answered within {watch.Elapsed.TotalSeconds:0.0} s:"
        );
        foreach (var group in waits.GroupBy(wait => wait.Page).OrderByDescending(group => Share(group, 0.95)))
        {
            Console.WriteLine(
                $"{group.Key, -60} p50 {Share(group, 0.5), 8:0.0} ms  p95 {Share(group, 0.95), 8:0.0} ms  p99 {Share(group, 0.99), 8:0.0} ms  of {group.Count()}"
            );
        }

        Console.WriteLine(
            $"all pages: p50 {Share(waits, 0.5):0.0} ms, p95 {Share(waits, 0.95):0.0} ms, p99 {Share(waits, 0.99):0.0} ms"
        );
    }

    private static async Task<(double Milliseconds, int Status)> AskAsync(HttpClient client, string page)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using HttpResponseMessage reply = await client.GetAsync(page);
        await reply.Content.ReadAsByteArrayAsync();
        return (watch.Elapsed.TotalMilliseconds, (int)reply.StatusCode);
    }

    private static double Share(IEnumerable<(string Page, double Milliseconds)> waits, double share)
    {
        double[] sorted = [.. waits.Select(wait => wait.Milliseconds).Order()];
        return sorted[(int)(share * (sorted.Length - 1))];
    }
}
