using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>People whose orders at a pool are one number a day: they bring money they lack and sell what they hold.</summary>
internal abstract class FlowPeople : Component, ITurnover
{
    protected FlowPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Inlet = Model.Account(Name, AccountKind.Wallet);
        Flow = Model.Amount($"{Name}.flow", 0);
        LastPrice = Model.Signal($"{Name}.last_price", 0);
    }

    public override AccountGroup Inlet { get; }

    /// <summary>Money to spend or to raise today, base units.</summary>
    public Amount Flow { get; }

    public Slot[] TurnoverSlots => [Flow];

    public Token TurnoverToken => Pool.Money;

    public Int128 Turnover => Int128.Abs(Flow.Value);

    protected Venue Pool => (Venue)Other("pool");

    /// <summary>The price at the close before yesterday's; 0 before there is one.</summary>
    protected Signal LastPrice { get; }

    /// <summary>Parameters of all such people.</summary>
    protected static ParameterSpec[] PoolSpecs() =>
        [
            new("pool", ParameterKind.Part, "Where they trade.") { Words = Venue.Kinds, IsFixed = true },
            new("balance", ParameterKind.Tokens, "What they hold before the first day, and can sell.")
            {
                Default = "",
                IsFixed = true,
            },
        ];

    /// <summary>What all such people publish.</summary>
    protected static PublishedQuantity[] FlowQuantities() =>
        [
            new("tokens", "token", "Held at the close."),
            new("flow", "money", "Wanted on the day; below zero where they sell."),
        ];

    /// <summary>Books the balance and the orders, and shows what flows.</summary>
    protected void AddOrders()
    {
        Holdings tokens = Held(Pool.Token, Inlet);
        Holdings money = Held(Pool.Money, Inlet);
        if (Has("balance"))
        {
            RequireToken("balance", Pool.Token);
            Open("balance", tokens, AmountOf("balance"));
        }

        Pool.Add(new PoolBuyer(Flow, money, tokens, BringsMoney: true));
        Pool.Add(new PoolSeller(Sales: null, Flow, tokens, money));
        Show("tokens", tokens);
        Show("flow", Pool.Money, Flow);
    }
}
