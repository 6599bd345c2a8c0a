using Souk.Simulation.Blueprints;
using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Assemblies;

/// <summary>What accounts hold before the first step.</summary>
/// <param name="To">Several accounts share the amount equally; the first get one base unit more where it does not divide.</param>
/// <param name="Amount">Base units.</param>
/// <param name="Path">The parameter that says so.</param>
internal sealed record Opening(Holdings To, Int128 Amount, string Path, Origin Origin)
{
    public void Book(TokenLedger ledger)
    {
        AccountRange range = To.Group.Range;
        (Int128 each, Int128 rest) = Int128.DivRem(Amount, range.Count);
        for (int i = 0; i < range.Count; i++)
        {
            ledger.Mint(To.Token.Index, range[i], i < rest ? each + 1 : each);
        }
    }
}
