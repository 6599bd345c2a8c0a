using System.Globalization;

namespace Souk.Cli.Screens;

/// <summary>Says how many designs of a search were tried, or of what else there are so many.</summary>
internal sealed class DesignProgressLine(IProgress<StageProgress> progress, int designs, string what = "designs tried")
    : IProgress<double>
{
    public void Report(double value)
    {
        double share = Math.Min(value, 1);
        progress.Report(
            new StageProgress(
                share,
                string.Create(CultureInfo.InvariantCulture, $"{share * designs:N0} of {designs:N0} {what}")
            )
        );
    }
}
