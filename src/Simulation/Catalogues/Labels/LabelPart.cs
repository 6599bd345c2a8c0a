using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.People;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Policies;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Labels;

/// <summary>`labels.mix`: people and machines label what orders bring, and are paid for it at the close.</summary>
internal sealed class LabelPart : Component
{
    private readonly Dial<(LabelTerms Terms, int PerOrder)> _habit;
    private readonly Counter _human;
    private readonly Counter _machine;
    private readonly Counter _reviewed;
    private readonly Signal _right;
    private readonly Amount _people;
    private readonly Amount _machines;
    private readonly Amount _unpaid;

    public static CatalogueEntry Entry { get; } =
        new(LabelParameters.Kind, (assembly, part) => new LabelPart(assembly, part));

    private LabelPart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _habit = Dial(then => (LabelParameters.Read(then), then.Count("labels")));
        _human = Model.Counter($"{Name}.human_labels", 0);
        _machine = Model.Counter($"{Name}.machine_labels", 0);
        _reviewed = Model.Counter($"{Name}.reviewed_labels", 0);
        _right = Model.Signal($"{Name}.right_labels", 0);
        _people = Model.Amount($"{Name}.people_paid", 0);
        _machines = Model.Amount($"{Name}.machines_paid", 0);
        _unpaid = Model.Amount($"{Name}.unpaid", 0);
    }

    public override void Connect()
    {
        Token money = TokenOf("money");
        OrderDesk orders = (OrderDesk)Other("orders");
        Holdings payer = Held(money, Other("payer").Inlet!);
        Holdings people = Held(money, PayeeOf("people", money));
        Holdings machines = Held(money, PayeeOf("machines", money));
        if (people == payer || machines == payer)
        {
            throw new ArgumentException("payer is also paid: name an account of its own for people and for machines");
        }

        Rule(
            "",
            Phase.Settle,
            touches =>
                touches
                    .Reads(orders.Matched)
                    .Updates(payer, _human, _machine, _reviewed, _right, _people, _machines, _unpaid)
                    .Adds([.. new Slot[] { people, machines }.Distinct()]),
            step => Label(step.Index, orders.Matched.Value, (payer, people, machines))
        );
        AddMetrics(money);
    }

    private void Label(int day, long orders, (Holdings Payer, Holdings People, Holdings Machines) accounts)
    {
        (LabelTerms terms, int perOrder) = _habit.At(day);
        LabelDay labels = LabelPolicy.Divide(orders * perOrder, terms);
        _human.Value += labels.Human;
        _machine.Value += labels.Machine;
        _reviewed.Value += labels.Reviewed;
        _right.Value += LabelPolicy.Right(labels, terms);
        _people.Value += PayFor(LabelPolicy.HumanUsd(labels, terms), accounts.Payer, accounts.People);
        _machines.Value += PayFor(LabelPolicy.MachineUsd(labels, terms), accounts.Payer, accounts.Machines);
    }

    // Rounded down to base units; people come first, and what the payer lacks stays unpaid.
    private Int128 PayFor(double usd, Holdings payer, Holdings payee)
    {
        Int128 owed = Scenarios.BaseUnits.FromNumber(usd, payer.Token.Decimals);
        Int128 paid = Int128.Min(owed, payer.Balance);
        Pay(payer, payee, paid);
        _unpaid.Value += owed - paid;
        return paid;
    }

    private void AddMetrics(Token money)
    {
        double All() => Math.Max(1, _human.Value + _machine.Value);
        Show("human", _human);
        Show("machine", _machine);
        Show("reviewed", _reviewed);
        Show("quality", () => _right.Value / All(), _right, _human, _machine);
        Show(
            "cost",
            () => Scenarios.BaseUnits.ToNumber(_people.Value + _machines.Value + _unpaid.Value, money.Decimals) / All(),
            _people,
            _machines,
            _unpaid,
            _human,
            _machine
        );
        Show("people_paid", money, _people);
        Show("machines_paid", money, _machines);
        Show("unpaid", money, _unpaid);
    }
}
