using Souk.Simulation.Assemblies;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Annotators decide whether and how long to work, and what to sell.</summary>
internal sealed class AnnotatorChoice(
    AnnotatorPeople part,
    Dial<AnnotatorHabit> habit,
    Holdings tokens,
    Shortlist sales
) : AgentRule($"{part.Name} decide", Phase.Decide)
{
    private readonly Tally _active = new();
    private readonly Tally _minutes = new();
    private int _admitted;

    protected override int RowCount => part.Agents.Count;

    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        touches
            .Reads(part.Wage, part.Work.Asked, part.Work.Targets)
            .ReadsYesterday([tokens, .. part.AdmissionSlots])
            .Updates(part.Work.IsActive)
            .Writes(part.Work.Minutes, part.Work.ActiveCount, part.Work.Hours, sales);
    }

    protected override void Open(in Step step)
    {
        sales.Begin();
        _admitted = part.AdmittedCount;
    }

    protected override void Loop(in Step step, int first, int end, int worker)
    {
        AnnotatorHabit today = habit.At(step.Index);
        RandomStream random = part.Luck(step.Random);
        double wage = part.Wage.Value;
        Span<bool> isActive = part.Work.IsActive.Span;
        Span<uint> minutes = part.Work.Minutes.Span;
        ReadOnlySpan<double> asked = part.Work.Asked.Span;
        ReadOnlySpan<double> targets = part.Work.Targets.Span;
        ReadOnlySpan<Int128> balances = tokens.Balances;
        ShortlistPart selling = sales.Open(first, end);
        (long active, ulong total) = (0, 0);
        for (int agent = first; agent < end; agent++)
        {
            RandomBlock draw = random.Draw(DrawKind.WorkerDecision, agent, step.Index);
            // Who is not admitted any more stops at once; who newly is begins when they reconsider.
            if (step.Index == 0 || agent >= _admitted || draw.First < today.RevisionHazard)
            {
                isActive[agent] = agent < _admitted && wage >= asked[agent];
            }

            minutes[agent] = isActive[agent]
                ? LabourPolicy.Minutes(Math.Max(wage, asked[agent]), asked[agent], targets[agent], today.Labour)
                : 0;
            active += isActive[agent] ? 1 : 0;
            total += minutes[agent];
            if (draw.Second < today.CashOutHazard && balances[agent] > 0)
            {
                selling.Add(agent, balances[agent]);
            }
        }

        sales.Close(selling);
        _active.Add(worker, active);
        _minutes.Add(worker, total);
    }

    protected override void Close(in Step step)
    {
        sales.Complete();
        part.Work.ActiveCount.Value = (long)_active.Take();
        part.Work.Hours.Value = (double)_minutes.Take() / 60;
    }
}
