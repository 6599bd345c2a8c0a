using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.BuyBacks;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.BuyBacks;

/// <summary>`buy_back`: spends a budget in a pool while the price stays under a cap, and burns or keeps what it bought.</summary>
internal sealed class BuyBackPart : Component
{
    private readonly AccountGroup _account;
    private readonly Dial<(BuyBack Rule, int Days, bool Burns)> _terms;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "buy_back",
                "Buys the token in a pool with its budget every so often, as long as the price stays under a cap.",
                "ours, MODELLED (docs/mechanisms/buy-back.md)",
                [
                    new("pool", ParameterKind.Part, "Where it buys.") { Words = Venue.Kinds, IsFixed = true },
                    new("budget", ParameterKind.Tokens, "Money before the first day; more may be paid into it.")
                    {
                        IsFixed = true,
                    },
                    new("every", ParameterKind.Duration, "Whole days between purchases.")
                    {
                        Default = "1 month",
                        Min = 1,
                    },
                    new("price_max", ParameterKind.Usd, "The price after a purchase is never above.")
                    {
                        Min = 1e-6,
                        Max = 1e9,
                    },
                    new("then", ParameterKind.Word, "What becomes of the tokens.")
                    {
                        Words = ["burn", "keep"],
                        Default = "burn",
                    },
                ]
            )
            {
                Publishes =
                [
                    new("bought", "token", "Bought since the start."),
                    new("budget", "money", "Money left at the close."),
                ],
            },
            (assembly, part) => new BuyBackPart(assembly, part)
        );

    private BuyBackPart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _account = Model.Account(Name, AccountKind.Treasury);
        _terms = Dial(then =>
            (
                new BuyBack(BaseUnits.FromNumber(then.Number("price_max"), 6), BaseUnits.One(6)),
                then.Days("every"),
                then.Word("then") == "burn"
            )
        );
    }

    public override AccountGroup Inlet => _account;

    public override bool ChangesSupply => _terms.All.Any(terms => terms.Burns);

    public override bool NeedsPayer => AmountOf("budget") == 0;

    public override bool Takes(Token token) => Other("pool") is Venue pool && token == pool.Money;

    public override void Connect()
    {
        Venue pool = (Venue)Other("pool");
        RequireToken("budget", pool.Money);
        if (pool.Token.Decimals < pool.Money.Decimals)
        {
            Fail(
                "pool",
                $"{pool.Token.Symbol} has fewer decimals than {pool.Money.Symbol}, so prices cannot be compared"
            );
            return;
        }

        Holdings budget = Held(pool.Money, _account);
        Holdings bought = Held(pool.Token, _account);
        Open("budget", budget, AmountOf("budget"));
        Int128 scale = BaseUnits.One(pool.Token.Decimals - pool.Money.Decimals);
        TokenTallies tallies = Assembly.TalliesOf(pool.Token);
        Amount total = Model.Amount($"{Name}.bought", 0);
        Rule(
            "",
            Phase.Clear,
            touches =>
            {
                pool.DeclareSwap(touches);
                touches.Updates(budget, bought).Adds(pool.Token, tallies.Burned, total);
            },
            step =>
            {
                (BuyBack terms, int days, bool burns) = _terms.At(step.Index);
                if ((step.Index + 1) % days != 0)
                {
                    return;
                }

                BuyBack rule = new(terms.CapMoney, terms.CapTokens * scale);
                BuyBackResult plan = rule.Plan(
                    budget.Balance,
                    money => pool.Bought(money, step.Index),
                    money => pool.PriceAfter(money, step.Index)
                );
                if (plan.Bought == 0)
                {
                    // At the cap a unit of money or two would still fit, and buy nothing.
                    return;
                }

                pool.Buy(budget, bought, plan.Spent, plan.Bought, step.Index);
                total.Value += plan.Bought;
                if (burns)
                {
                    Ledger.Burn(pool.Token.Index, bought.Account, plan.Bought);
                    tallies.Burned.Value += plan.Bought;
                }
            }
        );
        Show("bought", pool.Token, total);
        Show("budget", budget);
    }
}
