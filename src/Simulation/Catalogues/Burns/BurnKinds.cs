using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Burns;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Burns;

/// <summary>`burn.scheduled`: a fixed burn every few days until a total is reached.</summary>
internal sealed class ScheduledBurnPart : Component
{
    private readonly Dial<(ScheduledBurn Schedule, Int128 Total)> _terms;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "burn.scheduled",
                "Burns a fixed amount every so often until a total is reached, at most what its account holds.",
                "docs/mechanisms/burns.md",
                [
                    new("from", ParameterKind.Part, "Whose tokens are burned.") { Words = ["account"], IsFixed = true },
                    new("amount", ParameterKind.Tokens, "Each time."),
                    new("every", ParameterKind.Duration, "Whole days between burns.") { Default = "3 months", Min = 1 },
                    new("total", ParameterKind.Tokens, "Burned in the end."),
                ]
            )
            {
                Publishes = [new("burned", "token", "Burned by this part since the start.")],
            },
            (assembly, part) => new ScheduledBurnPart(assembly, part)
        );

    private ScheduledBurnPart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        int decimals = TokenOf("amount").Decimals;
        RequireToken("total", TokenOf("amount"));
        _terms = Dial(then =>
        {
            Int128 total = then.BaseUnits("total", decimals);
            return (new ScheduledBurn(then.BaseUnits("amount", decimals), then.Days("every"), total), total);
        });
    }

    public override void Connect()
    {
        Token token = TokenOf("amount");
        Holdings from = Held(token, Other("from").Inlet!);
        Amount burned = Model.Amount($"{Name}.burned", 0);
        TokenTallies tallies = Assembly.TalliesOf(token);
        Rule(
            "",
            Phase.Settle,
            touches => touches.Updates(from, burned).Adds(token, tallies.Burned),
            step =>
            {
                (ScheduledBurn schedule, Int128 total) = _terms.At(step.Index);
                // A timeline can lower the total below what was burned.
                Int128 left = Int128.Max(0, total - burned.Value);
                Int128 amount = Int128.Min(Int128.Min(schedule.At(step.Index + 1), left), from.Balance);
                Ledger.Burn(token.Index, from.Account, amount);
                tallies.Burned.Value += amount;
                burned.Value += amount;
            }
        );
        Show("burned", token, burned);
    }
}

/// <summary>`burn.auto`: BNB's quarterly burn, more when blocks are many and the price is low.</summary>
internal sealed class AutoBurnPart : Component
{
    private const int OneUsd = 1_000_000;

    private readonly Token _token;
    private readonly Dial<(AutoBurn Burn, int Days, int BlocksPerDay)> _terms;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "burn.auto",
                "Burns blocks × 1000 / (mean price + anchor) coins at the end of each quarter.",
                "Binance, Introducing BNB Auto-Burn, 2021-12-22",
                [
                    new("from", ParameterKind.Part, "Whose coins are burned.") { Words = ["account"], IsFixed = true },
                    new("pool", ParameterKind.Part, "Whose price counts: the mean of the quarter's closes.")
                    {
                        Words = Venue.Kinds,
                        IsFixed = true,
                    },
                    new("blocks_per_day", ParameterKind.Count, "How many blocks a day has.")
                    {
                        Default = "28800",
                        Source = "3 seconds per block, as BNB Smart Chain had in 2021",
                    },
                    new("anchor", ParameterKind.Usd, "K of the formula.")
                    {
                        Default = "1000 USD",
                        Source = "Binance 2021",
                        Min = 1e-6,
                        Max = 1e8,
                    },
                    new("floor", ParameterKind.Tokens, "Nothing is burned once the supply is below."),
                    new("every", ParameterKind.Duration, "A quarter in whole days.")
                    {
                        Default = "91 days",
                        Source = "quarterly",
                        Min = 1,
                    },
                ]
            )
            {
                Publishes = [new("burned", "token", "Burned by this part since the start.")],
            },
            (assembly, part) => new AutoBurnPart(assembly, part)
        );

    private AutoBurnPart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _token = TokenOf("floor");
        _terms = Dial(then =>
            (
                new AutoBurn(
                    (Int128)Math.Round(then.Number("anchor") * OneUsd),
                    then.BaseUnits("floor", _token.Decimals),
                    BaseUnits.One(_token.Decimals),
                    OneUsd
                ),
                then.Days("every"),
                then.Count("blocks_per_day")
            )
        );
    }

    public override void Connect()
    {
        Venue pool = (Venue)Other("pool");
        if (pool.Token != _token)
        {
            Fail("pool", $"{pool.Name} has a price of {pool.Token.Symbol}, and {_token.Symbol} is needed");
        }

        Holdings from = Held(_token, Other("from").Inlet!);
        TokenTallies tallies = Assembly.TalliesOf(_token);
        Signal prices = Model.Signal($"{Name}.price_sum", 0);
        Counter closes = Model.Counter($"{Name}.closes", 0);
        Amount burned = Model.Amount($"{Name}.burned", 0);
        Rule(
            "",
            Phase.Settle,
            touches =>
            {
                pool.DeclarePrice(touches);
                touches.Updates(from, prices, closes, _token).Adds(tallies.Burned, burned);
            },
            step =>
            {
                (AutoBurn burn, int days, int blocksPerDay) = _terms.At(step.Index);
                prices.Value += pool.PriceAt(step.Index);
                closes.Value++;
                if ((step.Index + 1) % days != 0)
                {
                    return;
                }

                // As many closes as the quarter had: a timeline can change its length under way.
                Int128 price = BaseUnits.FromNumber(prices.Value / closes.Value, 6);
                Int128 amount = burn.At(blocksPerDay * closes.Value, price, _token.Supply);
                amount = Int128.Min(amount, from.Balance);
                Ledger.Burn(_token.Index, from.Account, amount);
                tallies.Burned.Value += amount;
                burned.Value += amount;
                prices.Value = 0;
                closes.Value = 0;
            }
        );
        Show("burned", _token, burned);
    }
}
