using Souk.Cli.Screens;
using Souk.Research.Ensembles;
using Souk.Simulation.Experiments;

namespace Souk.Cli.Ensembles;

/// <summary>Plays an ensemble until an interval is narrow enough, and keeps it as one of as many runs as that took.</summary>
internal sealed class SequentialRun(PlanRequest request, Shard shard, StoppingRule rule, string folder, int threads)
{
    /// <exception cref="InvalidInputException">Not a rule.</exception>
    public static StoppingRule Rule(string until)
    {
        try
        {
            return StoppingRule.Parse(until);
        }
        catch (FormatException problem)
        {
            throw new InvalidInputException($"--until {problem.Message}");
        }
    }

    public async Task<int> ExecuteAsync(bool isJson, ProgressScreen screen, CancellationToken cancellation)
    {
        if (shard.Count > 1)
        {
            throw new InvalidInputException(
                "--until looks at all runs together, which one of several shards does not have: leave --shards out."
            );
        }

        if (request.HasOwnLuck)
        {
            throw new InvalidInputException(
                $"--until counts runs of points that share their luck: leave {PlanRequest.OwnLuck} out."
            );
        }

        EnsemblePlan plan = request.Plan();
        ShardFolder shards = new(folder);
        EnsembleSketch sketch =
            shards.FindStopped(plan.Shape) ?? new EnsembleSketch(plan.Shape, request.BandDays(plan.Shape));
        int found = sketch.Runs;
        SequentialStop? stop = await screen.RunAsync(
            "Ensemble",
            progress => Task.Run(() => Play(plan, sketch, progress, cancellation), CancellationToken.None)
        );
        if (stop is null)
        {
            shards.Save(sketch, Shard.Whole, isComplete: false);
            Console.Error.WriteLine(
                $"souk: cancelled; {sketch.Runs} runs are kept in {folder}. The same command goes on from there."
            );
            return ExitCode.Cancelled;
        }

        EnsembleSketch whole = sketch.In(stop.Replicates);
        if (whole.Runs > found)
        {
            shards.SaveStopped(whole);
        }

        EnsembleReport report = EnsembleReport.Of(whole, Shard.Whole, folder, found) with
        {
            Stopped = StopReport.Of(rule, plan.Shape.Replicates, stop),
        };
        EnsembleRun.Print(report, isJson);
        return ExitCode.Success;
    }

    private SequentialStop? Play(
        EnsemblePlan plan,
        EnsembleSketch sketch,
        IProgress<StageProgress> progress,
        CancellationToken cancellation
    )
    {
        EnsembleProgressLine line = new(progress, plan.Shape.Runs);
        try
        {
            return SequentialEnsemble.Play(plan, sketch, rule, threads, line, cancellation);
        }
        catch (ArgumentException problem)
        {
            throw new InvalidInputException(problem.Message);
        }
    }
}
