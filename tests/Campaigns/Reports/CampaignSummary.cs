using System.Globalization;
using System.Text;
using Souk.Campaigns.Faults;
using Souk.Campaigns.Schedules;

namespace Souk.Campaigns.Reports;

/// <summary>Sums of a campaign, and its table by kind of fault.</summary>
/// <param name="campaign">Its name on the command line.</param>
internal sealed class CampaignSummary(string campaign)
{
    /// <summary>Failed schedules that are described in full.</summary>
    private const int ShownMax = 20;

    private readonly Dictionary<FaultKind, (long Schedules, FaultCount Count)> _faults = [];
    private readonly List<ScheduleResult> _failures = [];
    private long _stopped;
    private long _stops;
    private long _kills;
    private long _runs;
    private long _requests;
    private long _omissionsBelieved;

    public int Count { get; private set; }

    public IReadOnlyList<ScheduleResult> Failures => _failures;

    public void Add(ScheduleResult result)
    {
        Count++;
        _runs += result.RunCount;
        _stops += result.StopCount;
        _stopped += result.StopCount > 0 ? 1 : 0;
        _kills += result.KillCount;
        _requests += result.RequestCount;
        foreach ((FaultKind kind, FaultCount count) in result.Faults)
        {
            (long schedules, FaultCount sum) = _faults.GetValueOrDefault(kind, (0, new FaultCount(0, 0, 0)));
            _faults[kind] = (schedules + 1, sum.Plus(count));
        }

        if (result.Problem is not null)
        {
            _failures.Add(result);
            _omissionsBelieved += result.Faults.Where(fault => fault.Key.IsOmission()).Sum(fault => fault.Value.Left);
        }
    }

    public string Describe(TimeSpan elapsed)
    {
        var text = new StringBuilder();
        text.AppendLine();
        Line(
            text,
            $"{"fault", -20} {"schedules", 9} {"injected", 10} {"asked again", 12} {"run stopped", 12} {"no effect", 10}"
        );
        foreach ((FaultKind kind, (long schedules, FaultCount count)) in _faults.OrderBy(pair => pair.Key))
        {
            Line(
                text,
                $"{kind, -20} {schedules, 9:N0} {count.Injected, 10:N0} {count.Asked, 12:N0} {count.Stopped, 12:N0} {count.Left, 10:N0}"
            );
        }

        text.AppendLine();
        long omissions = _faults.Where(fault => fault.Key.IsOmission()).Sum(fault => fault.Value.Count.Injected);
        Line(
            text,
            $"{Count:N0} schedules in {elapsed:hh\\:mm\\:ss} ({Count / elapsed.TotalSeconds:0.0}/s): {_runs:N0} runs, {_requests:N0} requests, {_kills:N0} kills"
        );
        Line(text, $"{_stopped:N0} schedules stopped at least once ({_stops:N0} stops), each naming its cause");
        Line(
            text,
            $"{omissions:N0} omissions injected; {(_omissionsBelieved == 0 ? "none" : $"up to {_omissionsBelieved:N0}")} believed"
        );
        Line(text, $"{Count - _failures.Count:N0} passed, {_failures.Count:N0} failed");
        foreach (ScheduleResult failure in _failures.Take(ShownMax))
        {
            Line(text, $"\nseed {failure.Seed}: {failure.Problem}");
            Line(text, $"  again: ./souk campaign {campaign} --only {failure.Seed}");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
