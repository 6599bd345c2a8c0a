using Souk.Campaigns.Chains;
using Souk.Campaigns.Faults;
using Souk.Campaigns.Markets;
using Souk.DuckDb;
using Souk.Indexer;
using Souk.Indexer.Rpc;

namespace Souk.Campaigns.Schedules;

/// <summary>Plays one schedule: runs the indexer again and again while the chain and its endpoints misbehave, until
/// it has the final chain or stops for good.</summary>
/// <remarks>After each run all that is stored must be true and complete, and after each reorg the supply must close; a run
/// that stops must name what was done to it. After <see cref="PatienceRuns"/> runs the endpoints heal, and the index must
/// then complete.</remarks>
internal sealed class ScheduleRun : IDisposable
{
    private const int PatienceRuns = 8;
    private const int RunsMax = 20;
    private static readonly TimeSpan _runLimit = TimeSpan.FromSeconds(30);

    private readonly FaultSchedule _schedule;
    private readonly ScriptedChain _chain;
    private readonly ChainTimeline _timeline;
    private readonly FaultTally _tally = new();
    private readonly ScriptedEndpoints _endpoints;
    private readonly IndexRun _run;
    private readonly CrashableWarehouse _warehouse;
    private readonly HashSet<int> _stoppedRuns = [];
    private readonly List<string> _stops = [];
    private int _killCount;
    private int _stageAtLastStop = -1;
    private long _reorgsChecked;

    public ScheduleRun(FaultSchedule schedule, Bazaar bazaar, Truth truth)
    {
        _schedule = schedule;
        _chain = truth.ChainOf(schedule);
        _timeline = new ChainTimeline(_chain, schedule.Moments);
        var node = new ScriptedNode(_chain, schedule.Habits, BazaarContracts.Answers);
        _endpoints = new ScriptedEndpoints(node, _timeline, schedule.Endpoints, _tally);
        _run = new IndexRun(
            bazaar,
            _endpoints.Addresses,
            _endpoints.Transport,
            new InstantTime(),
            schedule.RangeBlocksMax
        );
        _warehouse = new CrashableWarehouse(schedule.HasKills);
    }

    /// <param name="digest">Of an undisturbed index of the final chain.</param>
    public async Task<ScheduleResult> PlayAsync(string digest, CancellationToken cancellation)
    {
        string? problem = null;
        bool isDone = false;
        int run = 0;
        while (problem is null && !isDone)
        {
            if (++run > RunsMax)
            {
                problem = $"no end after {RunsMax} runs; the last stop: {_stops.LastOrDefault() ?? "none"}";
                break;
            }

            if (run > PatienceRuns && _timeline.IsLast)
            {
                _endpoints.Heal();
            }

            _tally.BeginRun();
            (problem, isDone) = await RunOnceAsync(run, digest, cancellation);
        }

        return new ScheduleResult(
            _schedule.Seed,
            problem,
            run,
            _stops.Count,
            _killCount,
            _endpoints.RequestCount,
            _tally.Count(_stoppedRuns),
            _stops
        );
    }

    public void Dispose()
    {
        _warehouse.Dispose();
        _endpoints.Dispose();
    }

    private bool IsHealed => _endpoints.AreHealed;

    private bool MayForge => _schedule.Endpoints.Any(rules => rules.Any(rule => rule.Kind == FaultKind.ForgedHeader));

    private async Task<(string? Problem, bool IsDone)> RunOnceAsync(
        int run,
        string digest,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_runLimit);
        int stage = _timeline.Position;
        try
        {
            await _run.RunAsync(_warehouse.Warehouse, BeforeStep(run), limit.Token);
            string found = _timeline.IsLast ? FactDigest.Of(_warehouse.Warehouse) : "";
            if (Judge(found, digest, hasMoved: _timeline.Position != stage) is { } problem)
            {
                return (problem, false);
            }

            return _timeline.IsLast && found == digest ? (null, true) : Continue();
        }
        catch (KilledException)
        {
            _killCount++;
            _stoppedRuns.Add(run);
            _warehouse.Reopen();
            return (FindFault(MayForge), false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ($"run {run} did not end within {_runLimit.TotalSeconds:0} s", false);
        }
        catch (Exception exception) when (exception is RpcException or SyncException)
        {
            _stoppedRuns.Add(run);
            _stops.Add(exception.Message);
            bool hasMoved = _timeline.Position != stage || _stageAtLastStop != stage;
            _stageAtLastStop = _timeline.Position;
            if (JudgeStop(exception, hasMoved) is { } fault)
            {
                return (fault, false);
            }

            bool isEnd = _schedule.BreaksFinality && _timeline.IsLast && Names(exception, FaultKind.BrokenFinality);
            return isEnd ? (null, true) : Continue();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return ($"run {run} ended with {exception.GetType().Name}: {exception}", false);
        }
    }

    private (string? Problem, bool IsDone) Continue()
    {
        _timeline.MoveOn();
        return (null, false);
    }

    /// <summary>What is wrong with all that is stored; whether the supply closes is asked after each reorg.</summary>
    private string? FindFault(bool mayTipBeForged)
    {
        long reorgs = _warehouse.Warehouse.Connection.Scalar<long>("select count(*) from chain.reorg");
        bool isNew = reorgs != _reorgsChecked;
        _reorgsChecked = reorgs;
        return StoredChain.FindFault(_warehouse.Warehouse, _chain, mayTipBeForged)
            ?? (isNew ? StoredChain.FindImbalance(_warehouse.Warehouse, _chain, mayTipBeForged) : null);
    }

    /// <summary>What is wrong after a run that says it is up to date.</summary>
    private string? Judge(string found, string digest, bool hasMoved)
    {
        if (FindFault(MayForge && !IsHealed) is { } fault)
        {
            return fault;
        }

        if (!_timeline.IsLast)
        {
            return null;
        }

        // By hash: a chain that was reorganised may be as long as it was before.
        var cursor = StoredChain.FindCursor(_warehouse.Warehouse);
        bool isAtHead = cursor?.Hash == _chain.Final.Head.Hash;
        // A chain that moved on during the run may have done so after the last look at its head.
        // An endpoint that gives another block as its head lags, whatever the fault is called.
        bool mayLag =
            hasMoved
            || (!IsHealed && _tally.KindsOfRun.Any(kind => kind is FaultKind.LaggingHead or FaultKind.WrongBlock));
        return isAtHead && found != digest && !(MayForge && !IsHealed)
                ? $"the facts differ in {FactDigest.Difference(found, digest)}"
            : !isAtHead && !mayLag && !MayForge
                ? $"up to date at block {cursor?.Block}, but the head is {_chain.Final.Head}"
            : null;
    }

    private string? JudgeStop(Exception exception, bool hasMoved)
    {
        HashSet<FaultKind> causes = [.. _tally.KindsOfRun];
        if (hasMoved && _chain.Stages.Count > 1)
        {
            causes.Add(FaultKind.Reorganisation);
        }

        if (_schedule.BreaksFinality && _timeline.IsLast)
        {
            causes.Add(FaultKind.BrokenFinality);
        }

        if (FindFault(MayForge) is { } fault)
        {
            return $"after the stop '{exception.Message}': {fault}";
        }

        if (causes.Any(cause => Names(exception, cause)))
        {
            bool isExcused = !_schedule.HasHonestEndpoint || causes.Contains(FaultKind.BrokenFinality);
            return isExcused ? null : $"stopped although an honest endpoint was there: {exception.Message}";
        }

        return $"stopped without naming the cause ({string.Join(", ", causes)}): {exception.Message}";
    }

    private static bool Names(Exception exception, FaultKind cause) =>
        cause.Words().Any(word => exception.Message.Contains(word, StringComparison.OrdinalIgnoreCase));

    private Action<string> BeforeStep(int run)
    {
        int? killedStep = run <= _schedule.Kills.Count ? _schedule.Kills[run - 1] : null;
        int step = 0;
        return _ =>
        {
            if (step++ == killedStep)
            {
                _warehouse.Die();
                throw new KilledException();
            }
        };
    }

    private sealed class KilledException : Exception;
}
