using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Channels;

/// <summary>`channels.escrow`: senders lock deposits for a recipient, who claims what their calls came to now and then.</summary>
internal sealed class ChannelEscrow : Component, ITurnover
{
    private readonly AccountGroup _escrow;
    private readonly Amount _signed;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "channels.escrow",
                "Each sender locks a deposit for one recipient; calls are signed for and claimed many at a time.",
                "MultiPartyEscrow of singularitynet-platform-contracts 2.1.0, agent: PaidCallPaymentStrategy of singnet/snet-sdk-python 58c2154; who calls how often is an assumption",
                [
                    new("sender", ParameterKind.Part, "Who calls; each of its accounts has a channel.")
                    {
                        Scale = PopulationScale.Shares,
                        Words = ["account", "people.insiders", "datapool.contributors"],
                        IsFixed = true,
                    },
                    new("recipient", ParameterKind.Part, "Who is called and paid.") { IsFixed = true },
                    new(
                        "deposit",
                        ParameterKind.Tokens,
                        "Locked by each sender when a channel begins; none without it."
                    )
                    {
                        Scale = PopulationScale.Each,
                    },
                    new("lasts", ParameterKind.Duration, "Whole days until the sender can take back what is left.")
                    {
                        Default = "30 days",
                        Min = 1,
                    },
                    new("renews", ParameterKind.YesNo, "Whether a channel that has expired begins anew.")
                    {
                        Default = "yes",
                    },
                    new("per_day", ParameterKind.Count, "Calls of each sender.") { Max = int.MaxValue },
                    new("price", ParameterKind.Tokens, "Of a call.") { Scale = PopulationScale.Each },
                    new("claim_every", ParameterKind.Duration, "Whole days between claims.")
                    {
                        Default = "7 days",
                        Min = 1,
                    },
                    new(
                        "agent_calls",
                        ParameterKind.Count,
                        "Calls that a payment agent adds the price of when a channel cannot pay the next one; it moves the end, too. 0 for no agent."
                    )
                    {
                        Default = "0",
                        Max = int.MaxValue,
                    },
                ]
            )
            {
                Publishes =
                [
                    new("locked", "token", "In the escrow at the close."),
                    new("claimed", "token", "Paid to the recipient since the start."),
                    new("owed", "token", "Signed for and not claimed at the close."),
                    new("lost", "token", "Signed for and not claimed before the end."),
                    new("calls", "count", "Calls made since the start.") { Scale = PopulationScale.Agents },
                    new("refused", "count", "Calls that no channel could pay.") { Scale = PopulationScale.Agents },
                    new("added", "token", "Locked by payment agents since the start."),
                ],
            },
            (assembly, part) => new ChannelEscrow(assembly, part)
        );

    private ChannelEscrow(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _escrow = Model.Account(Name, AccountKind.Escrow);
        _signed = Model.Amount($"{Name}.signed_today", 0);
    }

    public Slot[] TurnoverSlots => [_signed];

    public Token TurnoverToken => TokenOf("deposit");

    /// <summary>Signed for on the day, whether it is claimed later or lost.</summary>
    public Int128 Turnover => _signed.Value;

    public override void Connect()
    {
        Token token = TokenOf("deposit");
        Holdings escrow = Held(token, _escrow);
        ChannelTallies tallies = new(
            Model.Amount($"{Name}.claimed", 0),
            Model.Amount($"{Name}.owed", 0),
            Model.Amount($"{Name}.lost", 0),
            Model.Counter($"{Name}.calls", 0),
            Model.Counter($"{Name}.refused", 0),
            Model.Amount($"{Name}.added", 0),
            _signed
        );
        Model.Add(
            new ChannelRule(
                this,
                Held(token, Other("sender").Inlet!),
                escrow,
                Held(token, OnePayeeOf("recipient")),
                tallies,
                Dial(then => Read(then, token)),
                Ledger
            )
        );
        Show("locked", escrow);
        Show("claimed", token, tallies.Claimed);
        Show("owed", token, tallies.Owed);
        Show("lost", token, tallies.Lost);
        Show("calls", tallies.Calls);
        Show("refused", tallies.Refused);
        Show("added", token, tallies.Added);
    }

    private static ChannelHabit Read(Part then, Token token) =>
        new(
            then.BaseUnits("deposit", token.Decimals),
            then.Days("lasts"),
            then.YesNo("renews"),
            then.Count("per_day"),
            PriceOf(then, token),
            then.Days("claim_every"),
            then.Count("agent_calls")
        );

    private static Int128 PriceOf(Part then, Token token)
    {
        foreach (string amount in (string[])["deposit", "price"])
        {
            if (then.Word(amount) != token.Symbol)
            {
                throw new ArgumentException($"{amount} is in {then.Word(amount)}, and {token.Symbol} is needed");
            }
        }

        return then.BaseUnits("price", token.Decimals);
    }
}
