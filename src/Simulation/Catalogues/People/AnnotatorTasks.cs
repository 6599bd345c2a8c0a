using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Gives out a day's tasks, scores what comes back and says what is owed.</summary>
internal sealed class AnnotatorTasks(AnnotatorPeople part, Dial<AnnotatorHabit> habit)
    : Rule($"{part.Name} tasks", Phase.Clear)
{
    private readonly TaskDivision[] _divisions = new TaskDivision[part.Work.Done.Length];

    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        touches
            .Reads(part.Work.Minutes, part.Work.Abilities)
            .Updates(part.Work.Given)
            .Writes(part.Work.Weights, part.Work.Accepted, part.Work.MeanQuality, part.Work.OwedUsd)
            .Writes([.. part.Work.Done]);
    }

    public override void Run(in Step step)
    {
        AnnotatorHabit today = habit.At(step.Index);
        Open(today);
        RandomStream random = part.Luck(step.Random);
        ReadOnlySpan<uint> minutes = part.Work.Minutes.Span;
        (long accepted, double quality, ulong owed) = (0, 0, 0);
        for (int agent = 0; agent < minutes.Length; agent++)
        {
            part.Work.Weights[agent] = 0;
            if (minutes[agent] == 0)
            {
                continue;
            }

            double luck =
                today.QualitySigma * Distribution.Normal(random.Draw(DrawKind.WorkQuality, agent, step.Index).First);
            (uint tasks, double sum, double usd) = Score(agent, minutes[agent], luck, today);
            uint weight = (uint)(usd / AnnotatorWork.WeightUsd);
            part.Work.Weights[agent] = weight;
            part.Work.Given[agent] += tasks;
            accepted += tasks;
            quality += sum;
            owed += weight;
        }

        part.Work.Accepted.Value = accepted;
        part.Work.MeanQuality.Value = accepted == 0 ? 0 : quality / accepted;
        part.Work.OwedUsd.Value = owed * AnnotatorWork.WeightUsd;
    }

    private void Open(AnnotatorHabit today)
    {
        ulong offered = 0;
        foreach (uint minutes in part.Work.Minutes.Span)
        {
            offered += minutes;
        }

        double wanted = today.MinutesWanted;
        for (int type = 0; type < _divisions.Length; type++)
        {
            long tasks = TaskDivision.Feasible(today.Tasks[type].PerDay, wanted, offered);
            _divisions[type] = new TaskDivision(tasks, offered);
            part.Work.Done[type].Value = offered == 0 ? 0 : tasks;
        }
    }

    private (uint Tasks, double Quality, double Usd) Score(int agent, uint minutes, double luck, AnnotatorHabit today)
    {
        (uint accepted, double sum, double usd) = (0, 0, 0);
        for (int type = 0; type < _divisions.Length; type++)
        {
            uint done = _divisions[type].Next(minutes);
            double pay = today.Tasks[type].PayUsd;
            double quality = LabourPolicy.Quality(part.Work.Abilities[agent], pay, today.Labour) + luck;
            if (done > 0 && quality >= today.QualityThreshold)
            {
                quality = Math.Min(quality, 1);
                accepted += done;
                sum += done * quality;
                usd += done * pay * (today.Labour.PaysByQuality ? quality : 1);
            }
        }

        return (accepted, sum, usd);
    }
}
