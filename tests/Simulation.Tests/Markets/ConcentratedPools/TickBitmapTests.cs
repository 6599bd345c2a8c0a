using Souk.Simulation.Markets.ConcentratedPools;

namespace Souk.Simulation.Tests.Markets.ConcentratedPools;

public class TickBitmapTests
{
    // Uniswap/v3-core at d8b1c63, test/TickBitmap.spec.ts: these ticks are set, with a spacing of 1.
    private static readonly int[] Set = [-200, -55, -4, 70, 78, 84, 139, 240, 535];

    [Theory]
    [InlineData(78, 84, true)]
    [InlineData(-55, -4, true)]
    [InlineData(77, 78, true)]
    [InlineData(-56, -55, true)]
    [InlineData(255, 511, false)]
    [InlineData(-257, -200, true)]
    [InlineData(508, 511, false)]
    [InlineData(383, 511, false)]
    public void The_next_tick_above_ends_at_the_bound_of_its_word(int tick, int next, bool isSet)
    {
        NewBitmap().Next(tick, isDown: false, out bool actual).ShouldBe(next);
        actual.ShouldBe(isSet);
    }

    [Theory]
    [InlineData(78, 78, true)]
    [InlineData(79, 78, true)]
    [InlineData(258, 256, false)]
    [InlineData(256, 256, false)]
    [InlineData(72, 70, true)]
    [InlineData(-257, -512, false)]
    [InlineData(1023, 768, false)]
    [InlineData(900, 768, false)]
    public void The_next_tick_at_or_below_ends_at_the_bound_of_its_word(int tick, int next, bool isSet)
    {
        NewBitmap().Next(tick, isDown: true, out bool actual).ShouldBe(next);
        actual.ShouldBe(isSet);
    }

    [Fact]
    public void A_tick_that_is_flipped_twice_is_not_set()
    {
        TickBitmap bitmap = NewBitmap();

        bitmap.Flip(78);

        bitmap.Next(77, isDown: false, out _).ShouldBe(84);
    }

    [Fact]
    public void Ticks_between_those_of_the_spacing_round_down()
    {
        TickBitmap bitmap = new(spacing: 60);
        bitmap.Flip(-120);

        bitmap.Next(-61, isDown: true, out bool isSet).ShouldBe(-120);
        isSet.ShouldBeTrue();
        bitmap.Next(-120, isDown: false, out _).ShouldBe(-60);
        Should.Throw<ArgumentOutOfRangeException>(() => bitmap.Flip(61));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(200)]
    [InlineData(16_383)]
    public void The_outermost_ticks_fit(int spacing)
    {
        TickBitmap bitmap = new(spacing);
        int last = TickMath.TickMax / spacing * spacing;
        bitmap.Flip(last);
        bitmap.Flip(-last);

        bitmap.Next(TickMath.TickMax, isDown: true, out _).ShouldBeGreaterThanOrEqualTo(last - (255 * spacing));
        bitmap.Next(TickMath.TickMin, isDown: false, out _).ShouldBeLessThanOrEqualTo(-last + (255 * spacing));
    }

    private static TickBitmap NewBitmap()
    {
        TickBitmap bitmap = new(spacing: 1);
        foreach (int tick in Set)
        {
            bitmap.Flip(tick);
        }

        return bitmap;
    }
}
