using Souk.Simulation.Calibration;
using Souk.Warehouse.Metrics;

namespace Souk.Research.Calibrations;

/// <summary>What a scenario is to be fitted to, and where it comes from.</summary>
/// <param name="Targets">By date and metric.</param>
/// <param name="Hash">SHA-256 of the file that names the targets, lower-case hexadecimal.</param>
public sealed record TargetSet(IReadOnlyList<MomentTarget> Targets, string Hash)
{
    /// <summary>Of the warehouse that the values are of; null where the file holds the values.</summary>
    public string? DataHash { get; init; }

    /// <summary>What these data are; null where the file holds the values.</summary>
    public string? DataTitle { get; init; }

    /// <summary>What the metrics answered; null where the file holds the values.</summary>
    public AnswerJournal? Answers { get; init; }

    /// <summary>Whether the data were made up by a program: a fit to them tests the method and says nothing of a market.</summary>
    public bool IsSelfTest { get; init; }
}
