using Souk.Simulation.Assemblies;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Policies;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Contributors decide whether to take part and what to sell.</summary>
internal sealed class ContributorChoice(ContributorPeople part, Dial<ContributorBehaviour> behaviour, Holdings tokens)
    : AgentRule($"{part.Name} decide", Phase.Decide)
{
    private readonly Tally _active = new();

    protected override int RowCount => part.People.Agents.Count;

    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        touches
            .Reads(part.Wage, part.People.Weights, part.People.ReservationPerWeight)
            .ReadsYesterday(tokens)
            .Updates(part.People.IsActive, part.People.PaidWeights)
            .Writes(part.People.Sales, part.People.ActiveCount);
    }

    protected override void Open(in Step step) => part.People.Sales.Begin();

    protected override void Loop(in Step step, int first, int end, int worker) =>
        _active.Add(
            worker,
            ContributorPolicy.Decide(
                part.People,
                behaviour.At(step.Index),
                part.Luck(step.Random),
                step.Index,
                part.Wage.Value / part.WageLevel.At(step.Index),
                tokens.Balances,
                first,
                end
            )
        );

    protected override void Close(in Step step)
    {
        part.People.ActiveCount.Value = (long)_active.Take();
        part.People.Sales.Complete();
    }
}
