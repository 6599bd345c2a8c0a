using Souk.Simulation.Assemblies;
using Souk.Simulation.Catalogues.People;
using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;

namespace Souk.Simulation.Catalogues.Nodes;

/// <summary>Nodes deploy a model each, chosen in proportion to the work that is asked of it; who leaves takes it down.</summary>
internal sealed class DeployRule(ModelShelf part, OperatorPeople nodes, Column<byte> models, Dial<ShelfHabit> habit)
    : Rule($"{part.Name} deploy", Phase.Decide)
{
    private readonly double[] _chances = new double[part.Models.Length];
    private readonly long[] _counts = new long[part.Models.Length];

    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        touches
            .Reads(nodes.State.PaidWeights)
            .ReadsYesterday([.. part.Wanted])
            .Updates(models, part.Deployments)
            .Writes([.. part.Deployed]);
    }

    public override void Run(in Step step)
    {
        ShelfHabit today = habit.At(step.Index);
        bool isWanted = Choose(today, step.Index);
        RandomStream random = part.Luck(step.Random);
        Array.Clear(_counts);
        for (int node = 0; node < models.Span.Length; node++)
        {
            RandomBlock draw = random.Draw(DrawKind.OperatorDecision, node, step.Index);
            ref byte model = ref models[node];
            byte before = model;
            bool isActive = nodes.State.PaidWeights[node] > 0;
            bool deploys = isActive && isWanted && (before == ModelShelf.None || draw.First < today.RevisionHazard);
            model =
                deploys ? (byte)NestedLogit.Pick(draw.Second, _chances)
                : isActive ? before
                : ModelShelf.None;
            if (model != ModelShelf.None)
            {
                _counts[model]++;
                part.Deployments.Value += model != before ? 1 : 0;
            }
        }

        for (int model = 0; model < _counts.Length; model++)
        {
            part.Deployed[model].Value = _counts[model];
        }
    }

    // By yesterday's work; on the first day by what is expected.
    private bool Choose(ShelfHabit today, int day)
    {
        double sum = 0;
        for (int model = 0; model < _chances.Length; model++)
        {
            _chances[model] = day > 0 ? part.Wanted[model].Value : today.JobsPerDay[model] * today.Work[model];
            sum += _chances[model];
        }

        foreach (ref double chance in _chances.AsSpan())
        {
            chance = sum > 0 ? chance / sum : 0;
        }

        return sum > 0;
    }
}
