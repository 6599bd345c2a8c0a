using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Policies;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.traders`: everyone else, who buys and sells without knowing anything.</summary>
internal sealed class TraderPeople : Component, IForeseenMoves, ITurnover
{
    private readonly Dial<double> _sigma;
    private readonly Amount _flow;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "people.traders",
                "Noise traders: a normal net flow per day in proportion to the pool; money that they lack comes from outside.",
                "Kyle, Econometrica 53 (1985); sizes are assumptions (docs/ASSUMPTIONS.md)",
                [
                    new("pool", ParameterKind.Part, "Where they trade.") { Words = Venue.Kinds, IsFixed = true },
                    new("balance", ParameterKind.Tokens, "What they hold before the first day.")
                    {
                        Default = "",
                        IsFixed = true,
                    },
                    new(
                        "flow_sigma",
                        ParameterKind.Number,
                        "Deviation of the daily net flow, as a share of the pool's money."
                    )
                    {
                        Default = "0.01",
                        Max = 1,
                    },
                ]
            )
            {
                Formulas = ["flow_sigma"],
                Publishes =
                [
                    new("tokens", "token", "Held at the close."),
                    new("flow", "money", "Wanted on the day; below zero where they sell."),
                ],
            },
            (assembly, part) => new TraderPeople(assembly, part)
        );

    private TraderPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Inlet = Model.Account(Name, AccountKind.Wallet);
        _flow = Model.Amount($"{Name}.flow");
        _sigma = Dial(then => then.Number("flow_sigma"));
    }

    public override AccountGroup Inlet { get; }

    public Slot[] TurnoverSlots => [_flow];

    public Token TurnoverToken => ((Venue)Other("pool")).Money;

    public Int128 Turnover => Int128.Abs(_flow.Value);

    /// <summary>The price grows with the square of the money: a flow of a share of it moves the logarithm by twice that share.</summary>
    public (double Mean, double Deviation) MoveOn(int day) =>
        (0, 2 * _sigma.At(day) * ((Venue)Other("pool")).FlowFactor(day));

    public override void Connect()
    {
        Venue pool = (Venue)Other("pool");
        Holdings tokens = Held(pool.Token, Inlet);
        Holdings money = Held(pool.Money, Inlet);
        if (Has("balance"))
        {
            RequireToken("balance", pool.Token);
            Open("balance", tokens, AmountOf("balance"));
        }

        Rule(
            "",
            Phase.Decide,
            touches => touches.ReadsYesterday(pool.Moneys).Writes(_flow),
            step =>
                _flow.Value = TraderPolicy.Flow(
                    Luck(step.Random),
                    step.Index,
                    _sigma.At(step.Index) * pool.FlowFactor(step.Index),
                    pool.Moneys.Balance
                )
        );
        pool.Add(this);
        pool.Add(new PoolBuyer(_flow, money, tokens, BringsMoney: true));
        pool.Add(new PoolSeller(Sales: null, _flow, tokens, money));
        Publish("flow", pool.Money, _flow);
        Show("tokens", tokens);
    }
}
