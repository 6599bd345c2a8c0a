using Souk.Simulation.Formulas;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Assemblies;

/// <summary>A quantity that a part shows to rules of the scenario's own: `market.price`, `fund.balance.TKN`.</summary>
/// <param name="Slots">What whoever reads it has to declare.</param>
/// <param name="Number">In whole units: tokens, USD, days.</param>
/// <param name="Exact">The same without rounding.</param>
internal sealed record Publication(
    string Name,
    Unit Unit,
    IReadOnlyList<Slot> Slots,
    Func<double> Number,
    Func<Fraction> Exact
)
{
    /// <summary>A number that is not money.</summary>
    public static Publication Of(string name, Unit unit, Func<double> read, params Slot[] slots) =>
        new(name, unit, slots, read, () => Fraction.FromNumber(read()));

    /// <summary>An amount.</summary>
    /// <param name="read">Base units.</param>
    public static Publication Of(string name, Token token, Func<Int128> read, params Slot[] slots)
    {
        Int128 one = BaseUnits.One(token.Decimals);
        return new(
            name,
            Unit.Of(token.Symbol),
            slots,
            () => BaseUnits.ToNumber(read(), token.Decimals),
            () => Fraction.Of(read(), one)
        );
    }

    /// <summary>What an account, or all of a group together, holds.</summary>
    public static Publication Of(string name, Holdings held) => Of(name, held.Token, () => held.Sum(), held);
}
