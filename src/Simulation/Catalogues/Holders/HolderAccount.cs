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
            )
            {
                Publishes =
                [
                    new("balance.TOKEN", "token", "What the account holds; every account of every part shows it."),
                ],
            },
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
        IReadOnlyList<SettingValue> balances = Part.List("balance");
        if (balances.GroupBy(balance => balance.Text).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"balance has {twice.Key} twice: write one amount per token");
        }

        foreach (Token token in Ledger.Tokens)
        {
            Holdings held = Held(token, Inlet);
            Metric(token.Symbol, token.Symbol, token, "What the account holds at the close.", () => held.Balance);
            foreach (SettingValue balance in balances.Where(balance => balance.Text == token.Symbol))
            {
                Open("balance", held, QuantityText.BaseUnits(balance.Number, token.Decimals));
            }
        }
    }
}
