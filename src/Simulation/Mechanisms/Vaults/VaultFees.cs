using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Vaults;

/// <summary>What a vault costs, in base units of the native token.</summary>
/// <param name="Burned">Destroyed, rounded down.</param>
/// <param name="Kept">What the collector gets: the rest.</param>
public readonly record struct VaultCharge(Int128 Burned, Int128 Kept);

/// <summary>Fees for minting and managing soulbound vaults, partly burned.</summary>
/// <remarks>
/// Masa announced that fees for minting and managing zkSBT are paid in MASA on its own chain and that a part is burned;
/// it never said which part, so the share is an assumption of the scenario.
/// </remarks>
public sealed record VaultFees
{
    public VaultFees(Int128 mintFee, Int128 manageFee, long burnPartsPerBillion)
    {
        Require.Amount(mintFee);
        Require.Amount(manageFee);
        Require.Share(burnPartsPerBillion);
        MintFee = mintFee;
        ManageFee = manageFee;
        BurnPartsPerBillion = burnPartsPerBillion;
    }

    public Int128 MintFee { get; }

    public Int128 ManageFee { get; }

    public long BurnPartsPerBillion { get; }

    /// <summary>How a fee is divided.</summary>
    public VaultCharge Of(Int128 fee)
    {
        Require.Amount(fee);
        Int128 burned = WideMath.MultiplyDivide(fee, BurnPartsPerBillion, Require.Whole);
        return new VaultCharge(burned, fee - burned);
    }

    /// <summary>Takes a fee from an owner.</summary>
    /// <exception cref="InvalidOperationException">The owner holds less; nothing changes.</exception>
    public VaultCharge Post(TokenLedger ledger, int token, int owner, int collector, Int128 fee)
    {
        VaultCharge charge = Of(fee);
        ledger.Transfer(token, owner, collector, fee);
        ledger.Burn(token, collector, charge.Burned);
        return charge;
    }
}
