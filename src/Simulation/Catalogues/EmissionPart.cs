using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues;

/// <summary>New tokens of one day.</summary>
/// <param name="day">Counted from 1 at the emission's first day.</param>
/// <param name="supply">Base units before.</param>
internal delegate Int128 DailyEmission(long day, Int128 supply);

/// <summary>`emission.*`: mints to another part at the close of every day, never beyond the token's supply_max.</summary>
internal sealed class EmissionPart : Component
{
    private readonly Token _token;
    private readonly Dial<DailyEmission> _emission;
    private readonly Dial<int> _firstDay;

    /// <param name="amount">The parameter whose symbol says which token is minted.</param>
    public EmissionPart(ModelAssembly assembly, Part part, string amount, Func<Part, Token, DailyEmission> emission)
        : base(assembly, part)
    {
        _token = TokenOf(amount);
        _emission = Dial(then => emission(then, _token));
        _firstDay = Dial(then => DayOf(then, "start"));
    }

    public override void Connect()
    {
        Holdings to = Held(_token, OnePayeeOf("to"));
        TokenTallies tallies = Assembly.TalliesOf(_token);
        Amount emitted = Model.Amount($"{Name}.emitted", 0);
        Publish("emitted", _token, emitted);
        Rule(
            "",
            Phase.Settle,
            touches => touches.Updates(_token).Adds(to, tallies.Emitted, emitted),
            step =>
            {
                long day = step.Index - _firstDay.At(step.Index) + 1;
                Int128 wanted = day < 1 ? 0 : _emission.At(step.Index)(day, _token.Supply);
                Int128 amount = Int128.Min(wanted, _token.SupplyMax - _token.Supply);
                Ledger.Mint(_token.Index, to.Account, amount);
                tallies.Emitted.Value += amount;
                emitted.Value += amount;
            }
        );
        Metric("emitted", "emitted", _token, "Minted by this part since the start.", () => emitted.Value);
    }
}
