using Souk.Simulation.Assemblies;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Insiders decide whether to sell of what they held at yesterday's close.</summary>
internal sealed class InsiderChoice(
    InsiderPeople part,
    Dial<(double Hazard, Share Share)> habit,
    Holdings tokens,
    Shortlist sales,
    Amount sold
) : AgentRule(part.Name, Phase.Decide)
{
    private readonly Tally _offered = new();

    protected override int RowCount => tokens.Group.Count;

    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        touches.ReadsYesterday(tokens).Writes(sales).Updates(sold);
    }

    protected override void Open(in Step step) => sales.Begin();

    protected override void Loop(in Step step, int first, int end, int worker)
    {
        (double hazard, Share share) = habit.At(step.Index);
        _offered.Add(
            worker,
            InsiderPolicy.DecideSome(
                part.Luck(step.Random),
                step.Index,
                hazard,
                share,
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
