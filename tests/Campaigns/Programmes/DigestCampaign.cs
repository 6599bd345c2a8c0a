using System.Globalization;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;

namespace Souk.Campaigns.Programmes;

/// <summary>Runs every shipped scenario to its horizon on several threads and chunk sizes, and says whose digests differ.</summary>
/// <remarks>Scenarios with rules in C# are left out: those are compiled by others, whose tests run them.</remarks>
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
    /// <returns>Whether every scenario gave one digest.</returns>
    public static bool Run(string folder, CancellationToken cancellation)
    {
        int runCount = 0;
        int scenarioCount = 0;
        int failedCount = 0;
        foreach (string path in Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories).Order())
        {
            cancellation.ThrowIfCancellationRequested();
            if (Read(folder, path) is not { } blueprint)
            {
                continue;
            }

            scenarioCount++;
            string[] digests = [.. s_crews.Select(crew => DigestOf(blueprint, crew, cancellation))];
            runCount += digests.Length;
            if (digests.Distinct().Count() > 1)
            {
                failedCount++;
                Console.Error.WriteLine($"{blueprint.Name}: {string.Join(", ", digests.Distinct())}");
            }
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{runCount} runs of {scenarioCount} scenarios at 1, 2, 3 and 16 threads and 5 chunk sizes\n{scenarioCount - failedCount} passed, {failedCount} failed"
            )
        );
        return failedCount == 0;
    }

    private static Blueprint? Read(string folder, string path)
    {
        if (!BlueprintReader.Recognises(File.ReadAllText(path)))
        {
            return null;
        }

        Blueprint blueprint = Catalogue.Read(
            Path.GetRelativePath(folder, path),
            name => TextOf(Path.Combine(folder, name)) ?? TextOf(Path.Combine(Path.GetDirectoryName(path)!, name))
        );
        return blueprint.Parts.Any(part => part.Kind.Name == Catalogue.CodeKind) ? null : blueprint;
    }

    private static string? TextOf(string path) =>
        File.Exists(path) ? File.ReadAllText(path)
        : File.Exists(path + ".yaml") ? File.ReadAllText(path + ".yaml")
        : null;

    private static string DigestOf(
        Blueprint blueprint,
        (int Threads, int ChunkRows) crew,
        CancellationToken cancellation
    )
    {
        Blueprint drawn = blueprint.Draw(seed: 3, replicate: 4);
        using Simulator simulator = new(BlueprintModel.Build(drawn), new Crew(crew.Threads, crew.ChunkRows));
        return Convert.ToHexStringLower(simulator.Run(seed: 3, replicate: 4, cancellation).Digest);
    }
}
