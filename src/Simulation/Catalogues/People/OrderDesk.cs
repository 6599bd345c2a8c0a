using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
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
        Publish("matched_today", () => Matched.Value, Matched);
    }

    public override Counter Usage => Matched;

    /// <summary>Orders matched today.</summary>
    public Counter Matched { get; }

    public OrderTotals Totals { get; }

    public Slot[] TurnoverSlots => [_paid];

    public Token TurnoverToken => TokenOf("money");

    public Int128 Turnover => _paid.Value;

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
            Outlook = new Outlook(ExpectationSpecs.ModeOf(Part), Model.Signal($"{Name}.expected_price", 0)),
        };
        Rule(
            "draw",
            Phase.Start,
            touches => touches.Writes(languages, concerns),
            step => rule.Draw(Luck(step.Random), Part)
        );
        Model.Add(rule);
        Show("requests", Totals.Requested);
        Show("matched", Totals.Matched);
        Show("unmet", Totals.Waiting);
        Show("expired", Totals.Expired);
        Show("match_rate", () => Totals.MatchRate, Totals.Matched, Totals.Expired);
        Show("wait", () => Totals.MeanWait, Totals.Matched, Totals.WaitDays);
        Show("covered", Totals.Covered);
        Show("willing", Totals.Willing);
    }
}
