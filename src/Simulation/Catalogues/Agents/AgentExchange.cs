using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Agents;

/// <summary>`agents.exchange`: agents trade data among themselves without anybody in between.</summary>
internal sealed class AgentExchange : Component, ITurnover
{
    public static CatalogueEntry Entry { get; } =
        new(ExchangeParameters.Kind, (assembly, part) => new AgentExchange(assembly, part));

    private AgentExchange(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Price = Model.Signal($"{Name}.price", 0);
        Competitive = Model.Signal($"{Name}.competitive", 0);
        Efficiency = Model.Signal($"{Name}.efficiency", 0);
        Traded = Model.Counter($"{Name}.traded", 0);
        Paid = Model.Amount($"{Name}.paid", 0);
        PaidToday = Model.Amount($"{Name}.paid_today", 0);
    }

    /// <summary>Mean price of the last day with trades, base units.</summary>
    public Signal Price { get; }

    /// <summary>Middle of the day's competitive prices, base units.</summary>
    public Signal Competitive { get; }

    public Signal Efficiency { get; }

    public Counter Traded { get; }

    public Amount Paid { get; }

    public Amount PaidToday { get; }

    public Slot[] TurnoverSlots => [PaidToday];

    public Token TurnoverToken => TokenOf("costs");

    public Int128 Turnover => PaidToday.Value;

    public override void Connect()
    {
        Token token = TokenOf("costs");
        Holdings money = Held(token, WalletsOf("agents", Part.Word("agents")));
        if (money.Group.Count < 2)
        {
            throw new ArgumentException(
                $"agents is {Part.Word("agents")}, which has one account: it takes two to trade"
            );
        }

        Dial<ExchangeTerms> terms = Dial(then => ExchangeParameters.Read(then, token.Symbol, token.Decimals));
        Quotes quotes = new(Model, Name, money.Group.Count);
        Rule(
            "draw",
            Engine.Phase.Start,
            touches => touches.Writes(quotes.Slots),
            step => quotes.Draw(Luck(step.Random), terms.AtStart, ExchangeParameters.BiddingOf(Part))
        );
        Model.Add(new ExchangeRule(this, ExchangeParameters.BiddingOf(Part), quotes, money, terms, Ledger));
        double one = (double)Scenarios.BaseUnits.One(token.Decimals);
        ShowIn(token.Symbol, "price", () => Price.Value / one, Price);
        ShowIn(token.Symbol, "competitive", () => Competitive.Value / one, Competitive);
        Show("efficiency", Efficiency);
        Show("traded", Traded);
        Show("paid", token, Paid);
    }
}
