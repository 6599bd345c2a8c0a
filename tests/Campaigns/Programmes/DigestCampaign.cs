using System.Diagnostics;
using System.Globalization;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;

namespace Souk.Campaigns.Programmes;

/// <summary>Runs every shipped scenario on several threads and chunk sizes, and says of each whether its digests differ.</summary>
internal static class DigestCampaign
{
    private static readonly (int Threads, int ChunkRows)[] s_crews =
    [
        (1, 1_000_000),
        (1, 64),
        (2, 64),
        (2, 1_000),
        (3, 77),
        (16, 64),
        (16, 4_096),
    ];

    /// <param name="folder">Of the scenarios.</param>
    /// <param name="arguments">`--days N` plays at most so many days of each; `--only NAME` plays those whose name contains it.</param>
    /// <returns>Null for anything else; else whether every scenario gave one digest.</returns>
    public static bool? Run(string folder, ReadOnlySpan<string> arguments, CancellationToken cancellation)
    {
        if (Parse(arguments) is not { } options)
        {
            return null;
        }

        int scenarioCount = 0;
        int failedCount = 0;
        Stopwatch watch = Stopwatch.StartNew();
        foreach (ShippedScenario scenario in ShippedScenario.In(folder).Where(one => one.Name.Contains(options.Only)))
        {
            scenarioCount++;
            failedCount += IsOneDigest(scenario, options.Days, cancellation) ? 0 : 1;
        }

        Say(
            $"{scenarioCount * s_crews.Length} runs of {scenarioCount} scenarios at 1, 2, 3 and 16 threads and 5 chunk sizes in {watch.Elapsed.TotalSeconds:N0} s"
        );
        Say($"{scenarioCount - failedCount} passed, {failedCount} failed");
        return failedCount == 0;
    }

    // Told as it goes: one that is slow is seen, and what was found before somebody stops it is not lost.
    private static bool IsOneDigest(ShippedScenario scenario, int days, CancellationToken cancellation)
    {
        Stopwatch watch = Stopwatch.StartNew();
        List<string> digests = [];
        int played = 0;
        int agents = 0;
        foreach ((int threads, int chunkRows) in s_crews)
        {
            using Simulator simulator = new(scenario.Build(days), new Crew(threads, chunkRows));
            RunResult result = simulator.Run(ShippedScenario.Seed, ShippedScenario.Replicate, cancellation);
            digests.Add(Convert.ToHexStringLower(result.Digest));
            (played, agents) = (result.Days, simulator.AgentCount);
        }

        bool isOne = digests.Distinct().Count() == 1;
        Say(
            $"{(isOne ? "same" : "DIFFER")}  {scenario.Name}: {played:N0} days, {agents:N0} agents, {watch.Elapsed.TotalSeconds:N1} s, {string.Join(", ", digests.Distinct())}"
        );
        return isOne;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static (int Days, string Only)? Parse(ReadOnlySpan<string> arguments)
    {
        int days = int.MaxValue;
        string only = "";
        for (int i = 0; i < arguments.Length; i += 2)
        {
            bool isUnderstood =
                i + 1 < arguments.Length
                && arguments[i] switch
                {
                    "--days" => int.TryParse(arguments[i + 1], CultureInfo.InvariantCulture, out days) && days > 0,
                    "--only" => (only = arguments[i + 1]).Length > 0,
                    _ => false,
                };
            if (!isUnderstood)
            {
                return null;
            }
        }

        return (days, only);
    }
}
