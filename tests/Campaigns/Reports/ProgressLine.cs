using System.Globalization;

namespace Souk.Campaigns.Reports;

/// <summary>One line on the terminal that says how far a campaign is; now and then a line of a log elsewhere.</summary>
internal sealed class ProgressLine(int countTotal, TimeProvider time)
{
    private static readonly TimeSpan _terminalPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _logPause = TimeSpan.FromSeconds(30);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _shown;

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    public void Show(CampaignSummary summary)
    {
        TimeSpan elapsed = Elapsed;
        if (elapsed - _shown < (Console.IsErrorRedirected ? _logPause : _terminalPause))
        {
            return;
        }

        _shown = elapsed;
        TimeSpan left = elapsed / summary.Count * (countTotal - summary.Count);
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.Count:N0} of {countTotal:N0} schedules, {summary.Count / elapsed.TotalSeconds:0.0}/s, {summary.Failures.Count:N0} failed, {left:hh\\:mm\\:ss} left"
        );
        Console.Error.Write(Console.IsErrorRedirected ? line + "\n" : $"\r{line}   ");
    }

    public void End()
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.WriteLine();
        }
    }
}
