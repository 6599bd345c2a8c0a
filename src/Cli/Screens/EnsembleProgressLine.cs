using System.Globalization;
using Souk.Simulation.Experiments;

namespace Souk.Cli.Screens;

/// <summary>Says how many runs of an ensemble are done.</summary>
internal sealed class EnsembleProgressLine(IProgress<StageProgress> progress, int runs) : IProgress<EnsembleProgress>
{
    private readonly Lock _gate = new();

    public void Report(EnsembleProgress value)
    {
        lock (_gate)
        {
            progress.Report(
                new StageProgress(
                    value.Fraction,
                    string.Create(CultureInfo.InvariantCulture, $"{value.RunsDone:N0} of {runs:N0} runs done")
                )
            );
        }
    }
}
