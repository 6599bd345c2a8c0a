using System.Collections.Concurrent;

namespace Souk.Campaigns.Faults;

/// <summary>What one kind of fault came to.</summary>
/// <param name="Injected">Replies touched.</param>
/// <param name="Asked">Of those, how many were asked again: the reply was not believed, or not needed any more.</param>
/// <param name="Stopped">Of those never asked again, how many belong to a run that stopped with an error.</param>
internal sealed record FaultCount(long Injected, long Asked, long Stopped)
{
    /// <summary>Never asked again and no stop: the reply had no use, or was believed.</summary>
    public long Left => Injected - Asked - Stopped;

    public FaultCount Plus(FaultCount other) =>
        new(Injected + other.Injected, Asked + other.Asked, Stopped + other.Stopped);
}

/// <summary>Counts injected faults of one schedule, and what became of each.</summary>
internal sealed class FaultTally
{
    private readonly ConcurrentQueue<Injection> _injections = [];
    private readonly ConcurrentDictionary<ulong, int> _asked = [];

    /// <summary>Kinds injected since <see cref="BeginRun"/>.</summary>
    public IReadOnlySet<FaultKind> KindsOfRun =>
        _injections.Where(injection => injection.Run == Run).Select(injection => injection.Kind).ToHashSet();

    public int Run { get; private set; }

    public void BeginRun() => Run++;

    /// <summary>Counts a request, or a call, by its content.</summary>
    /// <returns>How often the same was asked before, of any endpoint.</returns>
    public int Ask(ulong key) => _asked.AddOrUpdate(key, 1, (_, count) => count + 1) - 1;

    public void Inject(FaultKind kind, ulong key) =>
        _injections.Enqueue(new Injection(kind, key, Run, _asked.GetValueOrDefault(key)));

    /// <param name="stoppedRuns">Numbers of the runs that ended with an error or were killed.</param>
    public IReadOnlyDictionary<FaultKind, FaultCount> Count(IReadOnlySet<int> stoppedRuns) =>
        _injections
            .GroupBy(injection => injection.Kind)
            .ToDictionary(
                group => group.Key,
                group =>
                {
                    int asked = group.Count(IsAskedAgain);
                    int stopped = group.Count(one => !IsAskedAgain(one) && stoppedRuns.Contains(one.Run));
                    return new FaultCount(group.Count(), asked, stopped);
                }
            );

    private bool IsAskedAgain(Injection injection) => _asked.GetValueOrDefault(injection.Key) > injection.AskedCount;

    private sealed record Injection(FaultKind Kind, ulong Key, int Run, int AskedCount);
}
