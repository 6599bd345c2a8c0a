using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Stakes;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Emissions;

/// <summary>New tokens of one day.</summary>
/// <param name="day">Counted from 1 at the emission's first day.</param>
/// <param name="supply">Base units before, of the whole token.</param>
/// <param name="emitted">Base units that the part has minted so far.</param>
internal delegate Int128 DailyEmission(long day, Int128 supply, Int128 emitted);

/// <summary>`emission.*`: mints to another part at the close of every day, never beyond the token's supply_max.</summary>
/// <remarks>
/// It sees the supply when its turn comes: after those before it in the file, and before whoever burns what it pays out.
/// </remarks>
internal sealed class EmissionPart : Component
{
    private readonly Token _token;
    private readonly Dial<DailyEmission> _emission;
    private readonly Dial<int> _firstDay;

    /// <param name="amount">The parameter whose symbol says which token is minted.</param>
    public EmissionPart(
        ModelAssembly assembly,
        Part part,
        string amount,
        Func<Part, Token, DateOnly, DailyEmission> emission
    )
        : base(assembly, part)
    {
        _token = TokenOf(amount);
        _emission = Dial(then => emission(then, _token, assembly.Blueprint.Start.AddDays(DayOf(then, "start"))));
        _firstDay = Dial(then => DayOf(then, "start"));
    }

    public override void Connect()
    {
        Holdings to = Held(_token, PayeeOf("to", _token));
        StakingPool? gate = Has("stakes") ? GateFor(to.Group) : null;
        TokenTallies tallies = Assembly.TalliesOf(_token);
        Amount emitted = Model.Amount($"{Name}.emitted", 0);
        Rule(
            "",
            Phase.Settle,
            touches =>
            {
                gate?.DeclareStakes(touches);
                touches.Updates(emitted).Adds(_token, to, tallies.Emitted);
            },
            step =>
            {
                long day = step.Index - _firstDay.At(step.Index) + 1;
                Int128 wanted = day < 1 ? 0 : _emission.At(step.Index)(day, _token.Supply, emitted.Value);
                Int128 amount = Int128.Clamp(wanted, 0, _token.SupplyMax - _token.Supply);
                amount = gate is null ? Mint(to.Group, amount) : MintQualified(gate, to.Group, amount);
                tallies.Emitted.Value += amount;
                emitted.Value += amount;
            }
        );
        Show("emitted", _token, emitted);
    }

    /// <exception cref="ArgumentException">Stakes without a requirement, or of others than those who are paid.</exception>
    private StakingPool GateFor(AccountGroup to)
    {
        StakingPool gate = (StakingPool)Other("stakes");
        return !gate.HasRequirement
                ? throw new ArgumentException($"stakes is {gate.Name}, which says no stake that is required")
            : gate.Owners != to
                ? throw new ArgumentException($"stakes is {gate.Name}, whose owners are not those who are paid")
            : gate;
    }

    // Several accounts share equally; the first get one base unit more where it does not divide.
    private Int128 Mint(AccountGroup to, Int128 amount)
    {
        (Int128 each, Int128 rest) = Int128.DivRem(amount, to.Count);
        for (int i = 0; i < to.Count; i++)
        {
            Ledger.Mint(_token.Index, to.Range[i], i < rest ? each + 1 : each);
        }

        return amount;
    }

    // Nothing on a day on which nobody has the stake.
    private Int128 MintQualified(StakingPool gate, AccountGroup to, Int128 amount)
    {
        int count = 0;
        for (int i = 0; i < to.Count; i++)
        {
            count += gate.IsQualified(i) ? 1 : 0;
        }

        if (count == 0)
        {
            return 0;
        }

        (Int128 each, Int128 rest) = Int128.DivRem(amount, count);
        for (int i = 0; i < to.Count; i++)
        {
            if (gate.IsQualified(i))
            {
                Ledger.Mint(_token.Index, to.Range[i], rest > 0 ? each + 1 : each);
                rest = Int128.Max(0, rest - 1);
            }
        }

        return amount;
    }
}
