namespace Souk.Simulation.Mechanisms.Burns;

/// <summary>Burns that follow use: an amount per use, or the base fee of the gas used.</summary>
public static class UsageBurn
{
    /// <summary>Base units to burn for a number of uses, at most what the account holds.</summary>
    public static Int128 PerUse(long uses, Int128 perUse, Int128 held)
    {
        Require.Between(uses, 0, 1L << 40, "count uses of one step");
        Require.Amount(perUse);
        Require.Amount(held);
        return perUse > 0 && uses > held / perUse ? held : uses * perUse;
    }

    /// <summary>EIP-1559: the base fee of all gas used is burned, and tips are not.</summary>
    /// <param name="baseFee">Smallest unit of the native coin per gas.</param>
    public static Int128 BaseFee(Int128 baseFee, long gasUsed)
    {
        Require.Amount(baseFee);
        Require.Between(gasUsed, 0, 1L << 50, "give the gas of one block");
        return baseFee * gasUsed;
    }
}
