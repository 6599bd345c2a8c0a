using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Royalties;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Royalties;

/// <summary>`revenue.share`: divides all that is paid in among roles at the close of each day.</summary>
internal sealed class RevenueShare : Component
{
    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "revenue.share",
                "Divides all that is paid in among roles by weight, at the close of each day.",
                "ours, MODELLED after Sahara's revenue sharing (docs/mechanisms/royalties.md)",
                [
                    new("token", ParameterKind.Token, "What is divided.") { IsFixed = true },
                    RoleHolders.Spec("One line, such as 3 developer lab + annotator crowd; the first gets the rest."),
                ]
            )
            {
                Publishes = [new("ROLE", "token", "Paid to holders of one role since the start.")],
            },
            (assembly, part) => new RevenueShare(assembly, part)
        );

    private RevenueShare(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Inlet = Model.Account(Name, AccountKind.Fees);
    }

    public override AccountGroup Inlet { get; }

    public override bool NeedsPayer => true;

    public override void Connect()
    {
        Token token = TokenOf("token");
        Holdings inlet = Held(token, Inlet);
        RoleHolders holders = new(Assembly, Part, token);
        Dial<ShareTable> table = Dial(then => holders.Read(then, [], unnamedCount: 1));
        Int128[] kept = new Int128[1];
        Int128[] byRole = new Int128[holders.Paid.Length];
        Rule(
            "",
            Phase.Settle,
            touches => touches.Updates(inlet).Adds(holders.Payees).Adds([.. holders.Paid]),
            step =>
            {
                kept[0] = inlet.Balance;
                Array.Clear(byRole);
                table.At(step.Index).Pay(Ledger, token.Index, inlet.Account, kept, byRole);
                for (int role = 0; role < byRole.Length; role++)
                {
                    holders.Paid[role].Value += byRole[role];
                }
            }
        );
        foreach ((string role, Amount paid) in holders.PaidRoles)
        {
            Show(role, token, paid);
        }
    }
}
