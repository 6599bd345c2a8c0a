namespace Souk.Simulation.Ledgers;

/// <summary>Books balances read from a chain at a coarser scale than the chain's.</summary>
/// <remarks>
/// Each balance is rounded down. What rounding left over adds up to whole units again, which go to a named account, so
/// the supply is that of the chain rounded down once: <c>⌊sum / 10^k⌋</c> where the scales are k digits apart.
/// </remarks>
public sealed class ChainLoad
{
    private readonly TokenLedger _ledger;
    private readonly int _token;
    private readonly UInt128 _unit;
    private UInt128 _rest;

    /// <param name="chainDecimals">Scale of the chain; at least the token's own.</param>
    /// <exception cref="ArgumentOutOfRangeException">The chain's scale is coarser than the token's, or 38 digits finer.</exception>
    public ChainLoad(TokenLedger ledger, Token token, int chainDecimals)
    {
        int digits = chainDecimals - token.Decimals;
        if (digits is < 0 or > 37)
        {
            throw new ArgumentOutOfRangeException(
                nameof(chainDecimals),
                chainDecimals,
                $"{token.Symbol} has {token.Decimals} decimals here, so the chain's must lie between {token.Decimals} and {token.Decimals + 37}."
            );
        }

        _ledger = ledger;
        _token = token.Index;
        _unit = 1;
        for (int i = 0; i < digits; i++)
        {
            _unit *= 10;
        }
    }

    /// <summary>Books one balance, rounded down.</summary>
    /// <param name="amount">The chain's base units.</param>
    public void Add(int account, UInt128 amount)
    {
        (UInt128 whole, UInt128 rest) = UInt128.DivRem(amount, _unit);
        _ledger.Mint(_token, account, checked((Int128)whole));
        _rest += rest;
    }

    /// <summary>Books what rounding left over.</summary>
    /// <returns>The chain's base units that are less than one unit here and stay out.</returns>
    public UInt128 Finish(int remainderAccount)
    {
        UInt128 rest = _rest;
        _rest = 0;
        (UInt128 whole, UInt128 dust) = UInt128.DivRem(rest, _unit);
        _ledger.Mint(_token, remainderAccount, (Int128)whole);
        return dust;
    }
}
