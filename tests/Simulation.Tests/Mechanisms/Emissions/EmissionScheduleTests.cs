using System.Numerics;
using Souk.Simulation.Mechanisms.Emissions;

namespace Souk.Simulation.Tests.Mechanisms.Emissions;

public class EmissionScheduleTests
{
    private const long OneAgix = 100_000_000;

    // The memorandum's rule summed in fractions: 419,630,878.31 AGIX after 36 months.
    [Fact]
    public void Agix_mints_as_the_memorandum_says()
    {
        IEmissionSchedule agix = GeometricEmission.Agix;

        agix.Emission(1).ShouldBe(15_000_000 * OneAgix);
        agix.Emission(2).ShouldBe(14_775_000 * OneAgix);
        agix.IssuedBy(36).ShouldBe(41_963_087_830_984_160);
        agix.IssuedBy(5_000).ShouldBe((1_000_000_000 * OneAgix) - 1);
    }

    // 330,000,000 × (1 − 2^(−2632 / 2190)) = 186,540,894.493 FIL: mechaFIL's closed form at day 2632.
    [Fact]
    public void Filecoins_simple_minting_follows_the_closed_form()
    {
        Int128 minted = HalfLifeEmission.FilecoinSimpleMinting.IssuedBy(2_632);

        minted.ShouldBe(Int128.Parse("186540894492876869975710588"));
        HalfLifeEmission.FilecoinSimpleMinting.IssuedBy(2_190).ShouldBe(165_000_000 * (Int128)1e18);
    }

    [Fact]
    public void Fixed_emission_stops_at_the_cap_with_what_is_left()
    {
        IEmissionSchedule emission = new FixedEmission(perPeriod: 30, cap: 100);

        new[] { 0L, 1, 3, 4, 5, long.MaxValue }.Select(emission.IssuedBy).ShouldBe([0, 30, 90, 100, 100, 100]);
        emission.Emission(4).ShouldBe(10);
    }

    [Fact]
    public void Exponential_emission_equals_its_formula()
    {
        ExponentialEmission emission = new(1_000_000_000_000, ratePartsPerBillion: 1_000_000);

        // 10^12 × (1 − e^−1) = 632,120,558,828.557…
        emission.IssuedBy(1_000).ShouldBe(632_120_558_828);
    }

    [Fact]
    public void Growth_compounds_and_an_even_ratio_is_linear()
    {
        new GeometricEmission(100, 11, 10).IssuedBy(3).ShouldBe(331);
        new GeometricEmission(100, 10, 10).IssuedBy(7).ShouldBe(700);
    }

    [Fact]
    public void Every_schedule_starts_at_nothing_never_falls_and_keeps_to_its_total()
    {
        Int128 total = 1_000_000_007;
        IEmissionSchedule[] schedules =
        [
            new FixedEmission(1_234_567, total),
            new GeometricEmission(total / 100, 99, 100),
            new HalfLifeEmission(total, 77),
            new ExponentialEmission(total, 12_345_678),
        ];
        foreach (IEmissionSchedule schedule in schedules)
        {
            Int128 sum = 0;
            for (long period = 1; period <= 3_000; period++)
            {
                Int128 emission = schedule.Emission(period);
                emission.ShouldBeGreaterThanOrEqualTo(0);
                sum += emission;
                sum.ShouldBe(schedule.IssuedBy(period));
            }

            schedule.IssuedBy(0).ShouldBe(0);
            sum.ShouldBeLessThanOrEqualTo(total);
        }
    }

    // e^−x against the rational bounds of 50 decimals: e^−1 and 2^−½ are published constants.
    [Fact]
    public void Fixed_point_exponentials_have_at_least_fifty_right_decimals()
    {
        Decimals(FixedPoint.ExpNegative(FixedPoint.One)).ShouldBe("36787944117144232159552377016146086744581113103176");
        Decimals(FixedPoint.HalfToThe(1, 2)).ShouldBe("70710678118654752440084436210484903928483593768847");
        FixedPoint.HalfToThe(3, 1).ShouldBe(FixedPoint.One >> 3);
        FixedPoint.ExpNegative(FixedPoint.One * 1_000).ShouldBe(0);
    }

    [Fact]
    public void Periods_and_ratios_out_of_bounds_are_refused()
    {
        Should
            .Throw<ArgumentOutOfRangeException>(() => GeometricEmission.Agix.IssuedBy(10_001))
            .Message.ShouldContain("period is 10001 and must lie between 0 and 10000: use longer periods");
        Should.Throw<ArgumentOutOfRangeException>(() => new GeometricEmission(1, 1, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new HalfLifeEmission(1, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new FixedEmission(-1, 5));
    }

    private static string Decimals(BigInteger fraction) =>
        (fraction * BigInteger.Pow(10, 50) >> FixedPoint.Bits).ToString().PadLeft(50, '0');
}
