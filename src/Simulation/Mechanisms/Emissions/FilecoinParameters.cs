using System.Numerics;

namespace Souk.Simulation.Mechanisms.Emissions;

/// <summary>The constants of Filecoin's minting. Fractions are Q.128: integers of 2^-128.</summary>
/// <remarks>
/// Source: filecoin-project/specs-actors at 985cd0f, `actors/builtin/reward/reward_logic.go`; the same in
/// filecoin-project/builtin-actors at 04eef6b, `actors/reward/src/logic.rs`. A year has 365 days, an epoch 30 seconds.
/// </remarks>
/// <param name="SimpleTotal">attoFIL that time alone mints, of which half in six years.</param>
/// <param name="BaselineTotal">attoFIL that are minted as the network grows along its baseline.</param>
/// <param name="BaselineInitial">Bytes of storage power that the baseline starts with.</param>
public sealed record FilecoinParameters(Int128 SimpleTotal, Int128 BaselineTotal, Int128 BaselineInitial)
{
    /// <summary>2^-128 units of a fraction.</summary>
    internal const int Bits = 128;

    private const long OneFil = 1_000_000_000_000_000_000;

    /// <summary>ln 2 / (6 years of epochs), Q.128, rounded down.</summary>
    public static BigInteger Lambda { get; } = BigInteger.Parse("37396271439864487274534522888786");

    /// <summary>e^lambda − 1, Q.128, rounded down.</summary>
    public static BigInteger ExpLambdaLessOne { get; } = BigInteger.Parse("37396273494747879394193016954629");

    /// <summary>Growth of the baseline per epoch, Q.128: twofold in a year.</summary>
    public static BigInteger BaselineGrowth { get; } = BigInteger.Parse("340282591298641078465964189926313473653");

    public static FilecoinParameters Mainnet { get; } =
        new(330_000_000 * (Int128)OneFil, 770_000_000 * (Int128)OneFil, 2_888_888_880_000_000_000);
}
