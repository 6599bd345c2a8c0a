using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.People;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Burns;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Burns;

/// <summary>`burn.per_use`: an amount for each order of the day, out of an account that stands for its users.</summary>
internal sealed class UsageBurnPart : Component
{
    private readonly Dial<Int128> _perUse;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "burn.per_use",
                "Burns a fixed amount for every order of the day, at most what its account holds.",
                "docs/mechanisms/burns.md",
                [
                    new("from", ParameterKind.Part, "Whose tokens are burned.") { Words = ["account"], IsFixed = true },
                    new("uses", ParameterKind.Part, "Whose orders count.")
                    {
                        Words = ["people.buyers"],
                        IsFixed = true,
                    },
                    new("amount", ParameterKind.Tokens, "For each order."),
                ]
            )
            {
                Publishes = [new("burned", "token", "Burned by this part since the start.")],
            },
            (assembly, part) => new UsageBurnPart(assembly, part)
        );

    private UsageBurnPart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        int decimals = TokenOf("amount").Decimals;
        _perUse = Dial(then => then.BaseUnits("amount", decimals));
    }

    public override void Connect()
    {
        Token token = TokenOf("amount");
        Holdings from = Held(token, Other("from").Inlet!);
        Counter uses = ((BuyerPeople)Other("uses")).OrderCount;
        Amount burned = Model.Amount($"{Name}.burned", 0);
        TokenTallies tallies = Assembly.TalliesOf(token);
        Rule(
            "",
            Phase.Settle,
            touches => touches.Reads(uses).Updates(from).Adds(token, tallies.Burned, burned),
            step =>
            {
                Int128 amount = UsageBurn.PerUse(uses.Value, _perUse.At(step.Index), from.Balance);
                Ledger.Burn(token.Index, from.Account, amount);
                tallies.Burned.Value += amount;
                burned.Value += amount;
            }
        );
        Show("burned", token, burned);
    }
}
