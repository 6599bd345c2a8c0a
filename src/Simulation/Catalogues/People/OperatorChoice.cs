using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Operators enter, exit and sell.</summary>
internal sealed class OperatorChoice(OperatorPeople part, Dial<OperatorHabit> habit, Holdings tokens, Shortlist sales)
    : Rule($"{part.Name} decide", Phase.Decide)
{
    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        OperatorState state = part.State;
        touches
            .Reads(state.Expected, state.Costs, state.EnergyPrices, state.Weights)
            .ReadsYesterday(tokens, part.Use)
            .Updates(state.IsActive)
            .Writes(state.PaidWeights, state.ActiveCount, state.Capacity, sales);
    }

    public override void Run(in Step step)
    {
        OperatorHabit today = habit.At(step.Index);
        OperatorState state = part.State;
        RandomStream random = part.Luck(step.Random);
        double expected = state.Expected.Value;
        sales.Begin();
        ShortlistPart selling = sales.Open(0, part.Agents.Count);
        for (int agent = 0; agent < part.Agents.Count; agent++)
        {
            RandomBlock draw = random.Draw(DrawKind.OperatorDecision, agent, step.Index);
            if (draw.First < today.RevisionHazard)
            {
                double capacity = state.Weights[agent] / OperatorState.WeightUnit;
                // Energy is used by work that is done; yesterday's use of capacity is what one expects.
                double energy = today.EnergyKwh * state.EnergyPrices[agent] * part.Use.Value;
                state.IsActive[agent] = EntryPolicy.IsIn(
                    state.IsActive[agent],
                    (expected - energy) * capacity,
                    state.Costs[agent],
                    today.EntryPremium,
                    today.ExitTolerance
                );
            }

            if (draw.Second < today.CashOutHazard && tokens.Balances[agent] > 0)
            {
                selling.Add(agent, tokens.Balances[agent]);
            }
        }

        sales.Close(selling);
        sales.Complete();
        state.Sum();
    }
}
