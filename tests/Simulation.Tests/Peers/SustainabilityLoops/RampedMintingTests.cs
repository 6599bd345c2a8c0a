using Souk.Simulation.Peers.SustainabilityLoops;

namespace Souk.Simulation.Tests.Peers.SustainabilityLoops;

public class RampedMintingTests
{
    [Fact]
    public void Nothing_is_due_before_the_start_and_all_of_it_in_the_end()
    {
        RampedMinting minting = new();

        minting.ShareAt(0).ShouldBe(0);
        minting.ShareAt(0.4999).ShouldBe(0);
        minting.ShareAt(136).ShouldBe(1, 1e-9);
        minting.IsOver(136).ShouldBeFalse();
        minting.IsOver(136.001).ShouldBeTrue();
    }

    [Fact]
    public void What_is_due_never_falls_and_never_jumps()
    {
        RampedMinting minting = new();
        double before = 0;

        for (double years = 0; years < 40; years += 0.001)
        {
            double share = minting.ShareAt(years);
            share.ShouldBeInRange(before, before + 0.0003, $"at {years} years");
            before = share;
        }
    }

    [Fact]
    public void Without_a_ramp_half_is_due_after_each_half_life()
    {
        RampedMinting bitcoin = new()
        {
            StartYears = 0,
            SecondYears = 0,
            ThirdYears = 0,
            FullYears = 0,
            FirstShare = 0,
            SecondShare = 0,
            ThirdShare = 0,
        };

        bitcoin.ShareAt(4).ShouldBe(0.5, 1e-12);
        bitcoin.ShareAt(8).ShouldBe(0.75, 1e-12);
        bitcoin.ShareAt(12).ShouldBe(0.875, 1e-12);
    }
}
