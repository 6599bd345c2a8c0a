using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Catalogues.Holders;

/// <summary>`account`: someone who holds tokens.</summary>
internal sealed class HolderAccount : Component
{
    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "account",
                "Someone who holds tokens: a wallet, a treasury, a fund for rewards.",
                "ours, MODELLED",
                [
                    new("holder", ParameterKind.Word, "What the account is for; only wallets count as circulating.")
                    {
                        Words = ["wallet", "treasury", "rewards", "stake", "escrow"],
                        Default = "wallet",
                        IsFixed = true,
                    },
                    new("balance", ParameterKind.Tokens, "What it holds before the first day, a token each.")
                    {
                        IsList = true,
                        Default = "",
                        IsFixed = true,
                    },
                ]
            ),
            (assembly, part) => new HolderAccount(assembly, part)
        );

    private HolderAccount(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Inlet = Model.Account(Name, Enum.Parse<AccountKind>(part.Word("holder"), ignoreCase: true));
    }

    public override AccountGroup Inlet { get; }

    public override void Connect()
    {
        foreach (SettingValue balance in Part.List("balance"))
        {
            Token token = Assembly.TokenOf(balance.Text);
            Holdings held = Held(token, Inlet);
            Open("balance", held, QuantityText.BaseUnits(balance.Number, token.Decimals));
            Metric(token.Symbol, token.Symbol, token, "What the account holds at the close.", () => held.Balance);
        }
    }
}
