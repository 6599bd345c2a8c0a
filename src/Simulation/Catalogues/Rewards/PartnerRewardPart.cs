using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Rewards;

/// <summary>`rewards.partner`: work is paid in two tokens, and contributors spend a part of the partner's with the partner.</summary>
internal sealed class PartnerRewardPart : Component
{
    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "rewards.partner",
                "Work is paid in a project's token and a partner's; what comes back to the partner is measured.",
                "ours, MODELLED after Sahara's campaign with MyShell (docs/mechanisms/rewards.md)",
                [
                    new("contributors", ParameterKind.Part, "Who is paid, by what each gives.")
                    {
                        Words =
                        [
                            "people.contributors",
                            "datapool.contributors",
                            "people.annotators",
                            "people.accounts",
                        ],
                        IsFixed = true,
                    },
                    new("project", ParameterKind.Part, "Whose tokens are paid.")
                    {
                        Words = ["account"],
                        IsFixed = true,
                    },
                    new("partner", ParameterKind.Part, "Whose tokens are paid too.")
                    {
                        Words = ["account"],
                        IsFixed = true,
                    },
                    new("project_per_day", ParameterKind.TokensPerDay, "At most what the project holds."),
                    new("partner_per_day", ParameterKind.TokensPerDay, "At most what the partner holds."),
                    new("spend_share", ParameterKind.Share, "Of the partner's tokens that each spends per day."),
                    new("product", ParameterKind.Part, "Where they are spent: the partner's product.")
                    {
                        IsFixed = true,
                    },
                ]
            )
            {
                Publishes =
                [
                    new("forward", "token", "Partner's tokens paid to contributors since the start."),
                    new("back", "token", "Of them spent with the partner since the start."),
                    new("return_share", "share", "Back over forward; 0 before the first reward."),
                ],
            },
            (assembly, part) => new PartnerRewardPart(assembly, part)
        );

    private PartnerRewardPart(ModelAssembly assembly, Part part)
        : base(assembly, part) { }

    public override void Connect()
    {
        Token project = TokenOf("project_per_day");
        Token partner = TokenOf("partner_per_day");
        if (project == partner)
        {
            throw new ArgumentException(
                $"partner_per_day is in {partner.Symbol} too: a partner pays in a token of its own"
            );
        }

        IContributors people = (IContributors)Other("contributors");
        AccountGroup passing = Model.Account($"{Name}.passing", AccountKind.Rewards);
        PartnerPay projectPay = PayOf(project, "project", passing, people);
        PartnerPay partnerPay = PayOf(partner, "partner", passing, people);
        Amount forward = Model.Amount($"{Name}.forward", 0);
        Amount back = Model.Amount($"{Name}.back", 0);
        PartnerRewardRule rule = new(
            this,
            people,
            projectPay,
            partnerPay,
            Held(partner, OnePayeeOf("product")),
            (forward, back),
            Dial(then => new PartnerTerms(
                PerDay(then, "project_per_day", project),
                PerDay(then, "partner_per_day", partner),
                then.Share("spend_share")
            )),
            Ledger
        );
        Model.Add(rule);
        Show("forward", partner, forward);
        Show("back", partner, back);
        Show("return_share", () => forward.Value == 0 ? 0 : rule.Reward.ReturnShare, forward, back);
    }

    private PartnerPay PayOf(Token token, string fund, AccountGroup passing, IContributors people) =>
        new(Held(token, Other(fund).Inlet!), Held(token, passing), Held(token, people.Wallets));

    private static Int128 PerDay(Part then, string parameter, Token token) =>
        then.Word(parameter) == token.Symbol
            ? then.BaseUnits(parameter, token.Decimals)
            : throw new ArgumentException($"{parameter} is in {then.Word(parameter)}, and {token.Symbol} is needed");
}
