using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets.Sales;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Launches;

/// <summary>`listing`: on its day a pool becomes deeper at its price, and the order flow of traders wilder for a while.</summary>
internal sealed class ListingPart : Component
{
    private readonly Dial<ListingShock> _shock;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "listing",
                "A listing on an exchange: liquidity is added to a pool on a day, and traders' flow becomes wilder and calms down.",
                "ours, MODELLED: sizes are assumptions (docs/mechanisms/token-sale.md)",
                [
                    new("pool", ParameterKind.Part, "The pool that becomes deeper.")
                    {
                        Words = ["pool.constant_product", "pool.weighted"],
                        IsFixed = true,
                    },
                    new("on", ParameterKind.Date, "Day of the listing."),
                    new("liquidity_added", ParameterKind.Share, "Of both reserves of that day: 100 % doubles the pool.")
                    {
                        Default = "100 %",
                    },
                    new(
                        "volatility_added",
                        ParameterKind.Number,
                        "What the deviation of the flow grows by: 2 triples it."
                    )
                    {
                        Default = "2",
                        Max = 100,
                    },
                    new("half_life", ParameterKind.Duration, "Until half of the added volatility is gone.")
                    {
                        Default = "7 days",
                        Min = 0.01,
                    },
                    new(
                        "tokens_from",
                        ParameterKind.Part,
                        "Who gives the tokens; liquidity is what it can give at most."
                    )
                    {
                        IsFixed = true,
                    },
                ]
            )
            {
                Publishes =
                [
                    new("volatility", "ratio", "What this listing multiplies the deviation of the order flow by.")
                    {
                        Title = "volatility factor",
                    },
                ],
            },
            (assembly, part) => new ListingPart(assembly, part)
        );

    private ListingPart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _shock = Dial(then => new ListingShock(
            DayOf(then, "on"),
            then.Share("liquidity_added"),
            then.Number("volatility_added"),
            then.Number("half_life")
        ));
    }

    public override void Connect()
    {
        Venue pool = (Venue)Other("pool");
        AccountGroup giver = Other("tokens_from").Inlet is { Count: 1 } group
            ? group
            : throw new ArgumentException($"tokens_from is {Part.Word("tokens_from")}: name a part with one account");
        Holdings tokens = Held(pool.Token, giver);
        Signal factor = Model.Signal($"{Name}.volatility", 1);
        pool.Add(_shock);
        Rule(
            "",
            Phase.Decide,
            touches => touches.Updates(tokens, pool.Tokens, pool.Moneys).Adds(pool.Money).Writes(factor),
            step =>
            {
                ListingShock shock = _shock.At(step.Index);
                factor.Value = shock.VolatilityFactor(step.Index);
                (Int128 wanted, Int128 money) = shock.LiquidityAt(step.Index, pool.Tokens.Balance, pool.Moneys.Balance);
                if (wanted > tokens.Balance)
                {
                    money = WideMath.MultiplyDivide(money, tokens.Balance, wanted);
                    wanted = tokens.Balance;
                }

                // The exchange brings the money.
                Ledger.Mint(pool.Money.Index, pool.Moneys.Account, money);
                Pay(tokens, pool.Tokens, wanted);
            }
        );
        Show("volatility", factor);
    }
}
