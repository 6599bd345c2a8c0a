using Souk.Dashboards.Wordings;
using Souk.Research.Forecasts;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Scenarios;

namespace Souk.Dashboards.Scenarios;

/// <summary>The scenarios that lie beside published forecasts, each under its forecast's name.</summary>
/// <param name="folder">Null knows none.</param>
public sealed class ForecastScenarios(string? folder)
{
    /// <summary>How many inputs of a forecast are assumed: as the forecast says, or as the scenario of its name has it where that is
    /// the one that the forecast was made with.</summary>
    public ForecastBasis BasisOf(ForecastRecord record)
    {
        if (AssumedInputs.Find(record.Assumptions) is { } said)
        {
            return new ForecastBasis(new AssumedShare(said.Count, said.Inputs), null);
        }

        if (Find(record.Name) is not { } beside)
        {
            return new ForecastBasis(null, PageWords.Plain("scenarios.assumed-share-no-scenario", record.Name));
        }

        AssumedShare share = AssumedShare.Of(beside);
        return beside.Hash == record.ScenarioHash
            ? new ForecastBasis(share, null)
            : new ForecastBasis(
                null,
                PageWords.Plain(
                    "scenarios.assumed-share-other-scenario",
                    record.Name,
                    beside.Hash[..12],
                    share.Count,
                    share.Inputs
                )
            );
    }

    // Files are looked through, so that a name cannot lead out of the folder.
    private Blueprint? Find(string name)
    {
        string? path =
            folder is null || !Directory.Exists(folder)
                ? null
                : Directory
                    .EnumerateFiles(folder, "*.yaml")
                    .FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == name);
        try
        {
            return path is null ? null : BlueprintFile.Load(path);
        }
        catch (ScenarioException)
        {
            // It is no scenario, or of another version.
            return null;
        }
    }
}

/// <summary>What a published forecast rests on.</summary>
/// <param name="Share">Null where it is not known.</param>
/// <param name="WhyNot">Why it is not known, for readers; null where it is.</param>
public sealed record ForecastBasis(AssumedShare? Share, string? WhyNot);
