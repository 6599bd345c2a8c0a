using Souk.Simulation.Assemblies;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Buyers come, go and order.</summary>
internal sealed class BuyerChoice(BuyerPeople part, Dial<BuyerHabit> habit, int moneyDecimals)
    : AgentRule($"{part.Name} decide", Phase.Decide)
{
    private readonly Tally _orders = new();
    private readonly Tally _active = new();
    private BuyerConditions _conditions;

    protected override int RowCount => part.People.Agents.Count;

    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        touches
            .Reads([.. new Slot[] { part.DataPrice, part.ExpectedPrice }.Distinct()])
            .Updates(part.People.IsActive)
            .Writes(part.People.Spending, part.People.ActiveCount, part.OrderCount);
    }

    protected override void Open(in Step step) => _conditions = Conditions(habit.At(step.Index));

    protected override void Loop(in Step step, int first, int end, int worker)
    {
        (int orders, int active) = BuyerPolicy.Decide(
            part.People,
            part.Luck(step.Random),
            step.Index,
            _conditions,
            first,
            end
        );
        _orders.Add(worker, orders);
        _active.Add(worker, active);
    }

    protected override void Close(in Step step)
    {
        part.OrderCount.Value = (long)_orders.Take();
        part.People.ActiveCount.Value = (long)_active.Take();
    }

    private BuyerConditions Conditions(BuyerHabit today)
    {
        int active = part.ActiveAtStart;
        int idle = part.People.Agents.Count - active;
        double arrivals = today.ChurnHazard * today.ArrivalMultiple * active;
        double perBuyer = active > 0 ? today.OrdersPerDay / active : 0;
        double level = part.DataPrice.Value;
        double demanded = perBuyer * DeterministicMath.Pow(part.ExpectedPrice.Value, -today.PriceElasticity);
        return new BuyerConditions(
            ArrivalHazard: idle > 0 ? Math.Min(1, arrivals / idle) : 0,
            today.ChurnHazard,
            OrdersPerBuyer: Math.Min(demanded, Distribution.PoissonMeanMax),
            OrderUnits: today.OrderUsd * level * (double)BaseUnits.One(moneyDecimals),
            today.OrderSigma
        );
    }
}
