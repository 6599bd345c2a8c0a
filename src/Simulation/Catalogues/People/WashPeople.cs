using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.wash_traders`: adversaries who buy from themselves, at the cost of the market's fee.</summary>
internal sealed class WashPeople : Component, ITurnover
{
    private readonly Dial<(double Trades, double SizeUsd, Share Fee)> _habit;
    private readonly Amount _volume;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "people.wash_traders",
                "Adversaries who buy what they sell themselves; only the fee leaves their pocket.",
                "Cong, Li, Tang and Yang, Management Science 69 (2023); values are assumptions (docs/people/wash-traders.md)",
                [
                    new("balance", ParameterKind.Tokens, "Money that they can lose in fees.") { IsFixed = true },
                    new("fees", ParameterKind.Part, "Who gets the fee.") { IsFixed = true },
                    new("market_fee", ParameterKind.Share, "Of each price.") { Default = "5 %" },
                    new("trades_per_day", ParameterKind.Number, "Mean number.") { Default = "10", Max = 1e6 },
                    new("size", ParameterKind.Usd, "Of a trade.") { Default = "100 USD", Max = 1e9 },
                ]
            )
            {
                Publishes = [new("volume", "money", "Bought from themselves on the day.")],
            },
            (assembly, part) => new WashPeople(assembly, part)
        );

    private WashPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Inlet = Model.Account(Name, AccountKind.Wallet);
        _volume = Model.Amount($"{Name}.volume", 0);
        _habit = Dial(then => (then.Number("trades_per_day"), then.Number("size"), then.Share("market_fee")));
    }

    public override AccountGroup Inlet { get; }

    public Slot[] TurnoverSlots => [_volume];

    public Token TurnoverToken => TokenOf("balance");

    public Int128 Turnover => _volume.Value;

    public Int128 SelfDealt => _volume.Value;

    public override void Connect()
    {
        Token money = TokenOf("balance");
        Holdings purse = Held(money, Inlet);
        Holdings fees = Held(money, OnePayeeOf("fees", money));
        Open("balance", purse, AmountOf("balance"));
        Rule(
            "",
            Phase.Clear,
            touches => touches.Updates(purse).Adds(fees).Writes(_volume),
            step =>
            {
                (double trades, double size, Share share) = _habit.At(step.Index);
                DrawSequence draws = Luck(step.Random).Sequence(DrawKind.WashFlow, 0, step.Index);
                long count = trades > 0 ? new Poisson(trades).Draw(ref draws) : 0;
                Int128 volume = (Int128)(count * size * (double)BaseUnits.One(money.Decimals));
                // Who cannot pay the fee of all trades stops; what goes round is their own and is not posted.
                _volume.Value = share.Of(volume) <= purse.Balance ? volume : 0;
                Pay(purse, fees, share.Of(_volume.Value));
            }
        );
        Show("volume", money, _volume);
    }
}
