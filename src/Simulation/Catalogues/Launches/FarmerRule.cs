using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Launches;

/// <summary>Farmers gather points until the snapshot, and sell what they claimed.</summary>
internal sealed class FarmerRule(
    FarmerPeople part,
    AirdropPart drop,
    Dial<FarmerHabit> habit,
    Holdings tokens,
    Shortlist sales,
    Amount sold
) : Rule($"{part.Name} decide", Phase.Decide)
{
    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        touches
            .Reads(part.Costs, part.Expected)
            .ReadsYesterday(tokens)
            .Updates(part.IsFarming, part.Points, part.AllPoints, sold)
            .Writes(part.FarmingCount, sales);
    }

    public override void Run(in Step step)
    {
        FarmerHabit today = habit.At(step.Index);
        RandomStream random = part.Luck(step.Random);
        bool isOpen = step.Index < drop.OpenDay;
        long farming = 0;
        sales.Begin();
        ShortlistPart selling = sales.Open(0, part.Agents.Count);
        for (int agent = 0; agent < part.Agents.Count; agent++)
        {
            RandomBlock draw = random.Draw(DrawKind.FarmerDecision, agent, step.Index);
            if (!isOpen || step.Index == 0 || draw.First < today.RevisionHazard)
            {
                part.IsFarming[agent] = isOpen && part.Expected.Value >= part.Costs[agent];
            }

            part.Points[agent] += part.IsFarming[agent] ? today.PointsPerDay : 0;
            farming += part.IsFarming[agent] ? 1 : 0;
            if (draw.Second < today.SellHazard && tokens.Balances[agent] > 0)
            {
                selling.Add(agent, tokens.Balances[agent]);
                sold.Value += tokens.Balances[agent];
            }
        }

        sales.Close(selling);
        sales.Complete();
        part.FarmingCount.Value = farming;
        part.AllPoints.Value += farming * today.PointsPerDay;
    }
}
