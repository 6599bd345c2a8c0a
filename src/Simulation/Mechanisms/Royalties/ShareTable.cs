using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Royalties;

/// <summary>Who is paid when an asset earns: developers, optimisers, validators, compute nodes, annotators.</summary>
public sealed class ShareTable
{
    private readonly RoleShare[][] _holders;

    /// <param name="holders">By asset, at least one holder each.</param>
    /// <exception cref="ArgumentException">An asset without holders, or a holder without weight.</exception>
    public ShareTable(IEnumerable<IReadOnlyList<RoleShare>> holders)
    {
        _holders = [.. holders.Select(ofAsset => ofAsset.ToArray())];
        for (int asset = 0; asset < _holders.Length; asset++)
        {
            if (_holders[asset].Length == 0 || _holders[asset].Any(holder => holder.Weight == 0))
            {
                throw new ArgumentException($"Asset {asset} needs at least one holder, each with a weight above zero.");
            }
        }
    }

    public int Count => _holders.Length;

    public ReadOnlySpan<RoleShare> HoldersOf(int asset) => _holders[asset];

    /// <summary>Pays what each asset keeps to its holders and sets the amounts to zero.</summary>
    /// <param name="from">Account that holds the sum of all amounts.</param>
    /// <param name="kept">Base units by asset.</param>
    /// <param name="byRole">Added to: base units by <see cref="AssetRole"/>.</param>
    /// <remarks>Portions are rounded down; the rest goes to an asset's first holder.</remarks>
    /// <exception cref="InvalidOperationException">The payer holds less than a portion.</exception>
    public void Pay(TokenLedger ledger, int token, int from, Span<Int128> kept, Span<Int128> byRole)
    {
        for (int asset = 0; asset < kept.Length; asset++)
        {
            if (kept[asset] != 0)
            {
                PayHolders(ledger, token, from, _holders[asset], kept[asset], byRole);
                kept[asset] = 0;
            }
        }
    }

    private static void PayHolders(
        TokenLedger ledger,
        int token,
        int from,
        RoleShare[] holders,
        Int128 amount,
        Span<Int128> byRole
    )
    {
        ulong total = 0;
        foreach (RoleShare holder in holders)
        {
            total += holder.Weight;
        }

        Int128 rest = amount;
        for (int i = holders.Length - 1; i >= 0; i--)
        {
            Int128 portion = i == 0 ? rest : WideMath.MultiplyDivide(amount, holders[i].Weight, total);
            ledger.Transfer(token, from, holders[i].Account, portion);
            byRole[(int)holders[i].Role] += portion;
            rest -= portion;
        }
    }
}
