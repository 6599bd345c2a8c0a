using Souk.Simulation.Assemblies;
using Souk.Simulation.Catalogues.People;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues.Nodes;

/// <summary>A day's inference jobs: each model has a queue before the nodes that have it, and clients pay what is done.</summary>
internal sealed class InferenceRule(
    ModelShelf part,
    OperatorPeople nodes,
    Column<byte> models,
    Dial<ShelfHabit> habit,
    Holdings payroll,
    TokenLedger ledger
) : Rule($"{part.Name} jobs", Phase.Clear)
{
    private readonly double[] _capacity = new double[part.Models.Length];

    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        touches
            .Reads(models, nodes.State.PaidWeights)
            .Adds(payroll, payroll.Token, part.Paid)
            .Updates([.. part.Waiting, .. part.Done, part.Lost])
            .Writes([.. part.Wanted]);
    }

    public override void Run(in Step step)
    {
        ShelfHabit today = habit.At(step.Index);
        Array.Clear(_capacity);
        for (int node = 0; node < models.Span.Length; node++)
        {
            if (models[node] != ModelShelf.None)
            {
                _capacity[models[node]] += nodes.State.PaidWeights[node] / OperatorState.WeightUnit;
            }
        }

        double usd = 0;
        for (int model = 0; model < _capacity.Length; model++)
        {
            DrawSequence draws = part.Luck(step.Random).Sequence(DrawKind.DealDecision, model, step.Index);
            double mean = today.JobsPerDay[model];
            double arrived = mean > 0 ? new Poisson(mean).Draw(ref draws) : 0;
            part.Wanted[model].Value = (part.Waiting[model].Value + arrived) * today.Work[model];
            JobDay day = JobQueue.Serve(
                part.Waiting[model].Value,
                arrived,
                _capacity[model] / today.Work[model],
                today.Impatience
            );
            part.Waiting[model].Value = day.Waiting;
            part.Done[model].Value += day.Done;
            part.Lost.Value += day.Lost;
            usd += day.Done * today.PriceUsd[model];
        }

        // Clients bring the money; rounded down to base units.
        Int128 paid = BaseUnits.FromNumber(usd, payroll.Token.Decimals);
        ledger.Mint(payroll.Token.Index, payroll.Account, paid);
        part.Paid.Value += paid;
    }
}
