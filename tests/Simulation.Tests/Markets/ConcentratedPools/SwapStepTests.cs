using Souk.Simulation.Markets.ConcentratedPools;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Markets.ConcentratedPools;

/// <summary>Expected numbers: Uniswap/v3-core at d8b1c63, test/SwapMath.spec.ts.</summary>
public class SwapStepTests
{
    private const ulong E18 = 1_000_000_000_000_000_000;
    private static readonly UInt256 Unit = UInt256.One << 96;
    private static readonly UInt256 Crowded = UInt256.Parse("20282409603651670423947251286016");

    // Root of 1.01 in 2⁻⁹⁶, rounded down.
    private static readonly UInt256 Near = UInt256.Parse("79623317895830914510639640423");

    [Fact]
    public void A_step_ends_at_its_target_whichever_side_is_exact()
    {
        SwapStep expected = new(Near, 9975124224178055, 9925619580021728, 5988667735148);

        SwapStep.Spend(Unit, Near, 2 * E18, E18, 600).ShouldBe(expected);
        SwapStep.Receive(Unit, Near, 2 * E18, E18, 600).ShouldBe(expected);
    }

    [Fact]
    public void An_exact_amount_is_spent_whole()
    {
        UInt256 after = SqrtPriceMath.AfterInput(Unit, 2 * E18, 999400000000000000, sells0: false);

        SwapStep step = SwapStep.Spend(Unit, Unit * 3, 2 * E18, E18, 600);

        step.ShouldBe(new SwapStep(after, 999400000000000000, 666399946655997866, 600000000000000));
    }

    [Fact]
    public void An_exact_amount_is_received_whole()
    {
        UInt256 after = SqrtPriceMath.AfterOutput(Unit, 2 * E18, E18, sells0: false);

        SwapStep step = SwapStep.Receive(Unit, Unit * 10, 2 * E18, E18, 600);

        step.ShouldBe(new SwapStep(after, 2000000000000000000, E18, 1200720432259356));
    }

    [Fact]
    public void What_is_received_is_capped_at_what_was_wanted()
    {
        SwapStep step = SwapStep.Receive(
            UInt256.Parse("417332158212080721273783715441582"),
            UInt256.Parse("1452870262520218020823638996"),
            (UInt128)UInt256.Parse("159344665391607089467575320103"),
            remaining: 1,
            feeMillionths: 1
        );

        step.ShouldBe(new SwapStep(UInt256.Parse("417332158212080721273783715441581"), 1, 1, 1));
    }

    [Fact]
    public void A_target_of_one_uses_a_part()
    {
        UInt128 remaining = (UInt128)UInt256.Parse("3915081100057732413702495386755767");

        SwapStep step = SwapStep.Spend(2, 1, liquidity: 1, remaining, feeMillionths: 1);

        step.ShouldBe(
            new SwapStep(1, UInt256.Parse("39614081257132168796771975168"), 0, UInt256.Parse("39614120871253040049813"))
        );
    }

    [Fact]
    public void All_of_a_small_amount_may_be_fee()
    {
        UInt128 liquidity = (UInt128)UInt256.Parse("1985041575832132834610021537970");

        SwapStep step = SwapStep.Spend(2413, UInt256.Parse("79887613182836312"), liquidity, 10, feeMillionths: 1872);

        step.ShouldBe(new SwapStep(2413, 0, 0, 10));
    }

    [Fact]
    public void A_step_gives_what_there_is_where_more_is_wanted()
    {
        UInt256 above = Crowded * 11 / 10;
        UInt256 below = Crowded * 9 / 10;

        SwapStep.Receive(Crowded, above, 1_024, 4, 3_000).ShouldBe(new SwapStep(above, 26_215, 0, 79));
        SwapStep.Receive(Crowded, below, 1_024, 263_000, 3_000).ShouldBe(new SwapStep(below, 1, 26_214, 1));
    }
}
