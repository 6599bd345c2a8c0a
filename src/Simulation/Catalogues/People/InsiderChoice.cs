using Souk.Simulation.Assemblies;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Insiders decide whether to sell of what they held at yesterday's close.</summary>
internal sealed class InsiderChoice(
    InsiderPeople part,
    Dial<InsiderHabit> habit,
    PriceOutlook outlook,
    Venue pool,
    Holdings tokens,
    Shortlist sales,
    Amount sold
) : AgentRule(part.Name, Phase.Decide)
{
    private readonly Tally _offered = new();
    private double _hazard;

    protected override int RowCount => tokens.Group.Count;

    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        outlook.Declare(touches);
        touches.ReadsYesterday(tokens).Writes(sales).Updates(sold);
    }

    protected override void Open(in Step step)
    {
        InsiderHabit today = habit.At(step.Index);
        double expected = outlook.Expected(step.Index, today.Price);
        _hazard = AnticipationPolicy.Hazard(today.Hazard, pool.Price.Value, expected, today.Anticipation);
        sales.Begin();
    }

    protected override void Loop(in Step step, int first, int end, int worker)
    {
        _offered.Add(
            worker,
            InsiderPolicy.DecideSome(
                part.Luck(step.Random),
                step.Index,
                _hazard,
                habit.At(step.Index).Share,
                tokens.Balances,
                sales,
                first,
                end
            )
        );
    }

    protected override void Close(in Step step)
    {
        sales.Complete();
        sold.Value += _offered.Take();
    }
}
