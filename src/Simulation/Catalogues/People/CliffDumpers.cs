using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.cliff_dumpers`: they buy locked tokens cheaply and sell all of them once the cliff is over.</summary>
internal sealed class CliffDumpers : AdversaryPeople
{
    private readonly AccountGroup _lock;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "people.cliff_dumpers",
                "Buyers of locked tokens at a price of their own, who sell all of them in a few days after the cliff.",
                "ours, MODELLED (docs/people/adversaries.md)",
                [
                    Balance,
                    new("bought", ParameterKind.Tokens, "Locked tokens that they buy on the first day.")
                    {
                        IsFixed = true,
                    },
                    new("price", ParameterKind.Usd, "Of a locked token.") { Max = 1e9, IsFixed = true },
                    new("seller", ParameterKind.Part, "The account that sells them.")
                    {
                        Words = ["account"],
                        IsFixed = true,
                    },
                    new("cliff", ParameterKind.Duration, "Whole days from the start in which they are locked.")
                    {
                        IsFixed = true,
                    },
                    new("days", ParameterKind.Count, "Days over which they sell, in equal parts.")
                    {
                        Default = "1",
                        Min = 1,
                        IsFixed = true,
                    },
                    new("pool", ParameterKind.Part, "Where they sell.") { Words = Venue.Kinds, IsFixed = true },
                ]
            ),
            (assembly, part) => new CliffDumpers(assembly, part)
        );

    private CliffDumpers(ModelAssembly assembly, Part part)
        : base(assembly, part) => _lock = Model.Account($"{Name}.lock", AccountKind.Vesting);

    protected override void Arm()
    {
        Venue pool = (Venue)Other("pool");
        RequireToken("bought", pool.Token);
        AccountGroup seller = Other("seller").Inlet!;
        (Holdings stock, Holdings paid) = (Held(pool.Token, seller), Held(Money, seller));
        (Holdings locked, Holdings free) = (Held(pool.Token, _lock), Held(pool.Token, Inlet));
        Amount part = Model.Amount($"{Name}.part", 0);
        int cliff = Part.Days("cliff");
        int days = Part.Count("days");
        Rule(
            "",
            Phase.Clear,
            touches =>
            {
                pool.DeclareSwap(touches);
                touches.Updates(stock, paid, locked, free, Purse, Cost, part);
            },
            step =>
            {
                if (step.Index == 0)
                {
                    Buy(stock, locked, paid);
                    part.Value = locked.Balance / days;
                }

                int sold = step.Index - cliff;
                if (sold >= 0 && sold < days)
                {
                    // The last part takes what division left over.
                    Pay(locked, free, sold == days - 1 ? locked.Balance : part.Value);
                    SellAll(pool, free, step.Index);
                }
            }
        );
    }

    // At most what the seller has and the purse is good for.
    private void Buy(Holdings stock, Holdings locked, Holdings paid)
    {
        double price = Part.Number("price");
        Int128 tokens = Int128.Min(AmountOf("bought"), stock.Balance);
        Int128 money = Units(price * Scenarios.BaseUnits.ToNumber(tokens, stock.Token.Decimals));
        if (money > Purse.Balance)
        {
            (tokens, money) = (PartOf(tokens, Purse.Balance, money), Purse.Balance);
        }

        Pay(stock, locked, tokens);
        Spend(paid, money);
    }
}
