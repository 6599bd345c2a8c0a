using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Formulas;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.orders`: custom orders by language, matched with contributors who speak it and are willing.</summary>
internal sealed class OrderDesk : Component, ITurnover
{
    private readonly Dial<OrderHabit> _habit;
    private readonly Amount _paid;

    public static CatalogueEntry Entry { get; } =
        new(OrderParameters.Kind, (assembly, part) => new OrderDesk(assembly, part));

    private OrderDesk(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _habit = Dial(OrderParameters.Read);
        Matched = Model.Counter($"{Name}.matched", 0);
        _paid = Model.Amount($"{Name}.paid", 0);
        Totals = new OrderTotals(Model, Name);
        Publish("matched", Unit.None, () => Matched.Value, Matched);
        Publish("unmet", Unit.None, () => Totals.Waiting.Value, Totals.Waiting);
    }

    public override Counter Usage => Matched;

    /// <summary>Orders matched today.</summary>
    public Counter Matched { get; }

    public OrderTotals Totals { get; }

    public Slot[] TurnoverSlots => [_paid];

    public double TurnoverUsd => Scenarios.BaseUnits.ToNumber(_paid.Value, TokenOf("money").Decimals);

    public override void Connect()
    {
        Token money = TokenOf("money");
        IContributors people = (IContributors)Other("contributors");
        Column<byte> languages = Model.Column<byte>(people.Agents, $"{Name}.language");
        Column<double> concerns = Model.Column<double>(people.Agents, $"{Name}.concern");
        OrderRule rule = new(this, _habit, people, (languages, concerns), (Matched, _paid), Ledger)
        {
            Money = money,
            Fees = Held(money, OnePayeeOf("fees", money)),
            Sellers = Held(money, OnePayeeOf("sellers", money)),
        };
        Rule(
            "draw",
            Phase.Start,
            touches => touches.Writes(languages, concerns),
            step => rule.Draw(Luck(step.Random), Part)
        );
        Model.Add(rule);
        Metric("requests", "requests", "count", "Since the start.", () => Totals.Requested.Value);
        Metric("matched", "matched", "count", "Since the start.", () => Totals.Matched.Value);
        Metric("unmet", "unmet demand", "count", "Waiting at the close.", () => Totals.Waiting.Value);
        Metric("expired", "expired", "count", "Gave up since the start.", () => Totals.Expired.Value);
        Metric(
            "match_rate",
            "match rate",
            "share",
            "Matched, of those that matched or gave up.",
            () => Totals.MatchRate
        );
        Metric("wait", "time to match", "days", "Mean since the start.", () => Totals.MeanWait);
        Metric("covered", "languages covered", "share", "In which somebody is willing.", () => Totals.Covered.Value);
        Metric(
            "willing",
            "willing",
            "share",
            "Of contributors, at today's price and privacy.",
            () => Totals.Willing.Value
        );
    }
}
