using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Souk.Cli.Screens;

namespace Souk.Cli.Ensembles;

/// <summary>Keeps fits as files that are written once: what they are of decides their names.</summary>
internal static class FitFolder
{
    /// <returns>The file.</returns>
    /// <exception cref="IOException">A file of this name says something else, or it cannot be written.</exception>
    public static string Keep(string folder, StudyRequest request, CalibrationReport report)
    {
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, $"fit-{IdOf(request, report)[..16]}.json");
        string text = JsonOutput.Of(report) + "\n";
        if (File.Exists(file))
        {
            return File.ReadAllText(file) == text
                ? file
                : throw new IOException($"{file} is of the same inputs and says something else. It stays as it is.");
        }

        string staging = $"{file}.{Environment.ProcessId}.writing";
        try
        {
            File.WriteAllText(staging, text);
            File.Move(staging, file);
        }
        finally
        {
            File.Delete(staging);
        }

        return file;
    }

    /// <summary>SHA-256 over scenario, ranges, constraints, targets, data, seed, runs, evaluations, method and engine version.</summary>
    private static string IdOf(StudyRequest request, CalibrationReport report)
    {
        StringBuilder text = new();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{report.ScenarioHash}\n{report.TargetHash}\n{report.DataHash}\n{report.Seed}\n{report.RunsPerPoint}\n{report.Evaluations}\n{report.EngineVersion}\n"
        );
        text.Append(report.Posterior is null ? "" : "abc-smc\n");
        foreach (Souk.Simulation.Designs.Variation variation in request.Variations)
        {
            text.Append(CultureInfo.InvariantCulture, $"{variation}\n");
        }

        foreach (string constraint in report.Keeps ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"keeps {constraint}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
