using Souk.Simulation.Slots;

namespace Souk.Simulation.Ledgers;

/// <summary>A token of a ledger. As a slot it stands for the supply: rules that mint or burn write it.</summary>
public sealed class Token : Slot
{
    /// <summary>No supply may exceed this, so that products with fees and weights stay exact.</summary>
    public static readonly Int128 SupplyLimit = Int128.Parse(
        "1000000000000000000000000000000000",
        System.Globalization.CultureInfo.InvariantCulture
    );

    private readonly TokenLedger _ledger;

    internal Token(TokenLedger ledger, int index, string symbol, int decimals, Int128 supplyMax)
        : base(symbol, isInitialised: true)
    {
        _ledger = ledger;
        Index = index;
        Decimals = decimals;
        SupplyMax = supplyMax;
    }

    /// <summary>How the ledger addresses it.</summary>
    public int Index { get; }

    public string Symbol => Name;

    /// <summary>The scale: 10 to this power base units are one token.</summary>
    public int Decimals { get; }

    /// <summary>Base units that can ever exist; minting beyond it is refused.</summary>
    public Int128 SupplyMax { get; }

    public Int128 Supply => _ledger.Supply(Index);

    // The ledger resets balances and supplies together.
    internal override void Reset() { }

    internal override object Save() => Supply;

    internal override void Restore(object saved) => _ledger.RestoreSupply(Index, (Int128)saved);

    internal override bool Differs(object saved) => Supply != (Int128)saved;

    internal override void Disturb() => _ledger.RestoreSupply(Index, Supply + (Supply / 2) + 1);
}
