namespace Souk.Simulation.Tests.Catalogues.Presets;

/// <summary>Locks of veOCEAN in the preset of Ocean, and what farming pays for them.</summary>
public class OceanLockTests
{
    private static readonly PresetRun _run = PresetRun.Until("2024-12-31", "ocean", "farm.lock=2 years");

    [Fact]
    public void Power_fades_in_a_straight_line_once_nobody_locks_any_more()
    {
        // Locked the last time on 2024-04-11, every 28 days from 2022-09-29 on, until two years later rounded down to a Thursday.
        DateOnly end = new(2026, 4, 9);
        double locked = _run.At("2024-05-31", "farm.locked");

        locked.ShouldBeGreaterThan(5_000_000);
        foreach (string date in new[] { "2024-05-31", "2024-09-01", "2024-12-31" })
        {
            int left = end.DayNumber - DateOnly.Parse(date).DayNumber;
            _run.At(date, "farm.locked").ShouldBe(locked);
            _run.At(date, "farm.power").ShouldBe(locked * left / 1_460, locked * 1e-6);
        }
    }

    [Fact]
    public void A_week_s_budget_goes_to_who_locks_and_to_who_allocates_unless_a_cap_keeps_it()
    {
        // 4 weeks of farming before veOCEAN, then 4 of 10,000, 20 of 100,000, 52 of 150,000 and 7 of 300,000; what comes later is
        // given out for predictions.
        const double alpha = 40_000;
        const double locks = 40_000 + (20 * 100_000) + (52 * 150_000) + (7 * 300_000);
        _run.At("2022-09-28", "payout.moved").ShouldBe(alpha);
        _run.At("2022-09-28", "farm.locked").ShouldBe(0);

        double active = _run.At("2024-05-31", "to_farm.moved");
        (_run.At("2024-05-31", "to_lockers.moved") + active).ShouldBe(locks, 1);
        active.ShouldBe(locks / 2, 1);
        double paid = _run.At("2024-05-31", "farm.paid");
        paid.ShouldBeInRange(1, active);
        (paid + _run.At("2024-05-31", "farm.left")).ShouldBe(active, 1);
        _run.At("2024-12-31", "to_farm.moved").ShouldBe(active);
        _run.At("2024-12-31", "predict.moved").ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Nothing_is_locked_before_veOCEAN_and_then_the_stated_share_of_what_those_hold_who_lock()
    {
        PresetRun run = PresetRun.Until(
            "2022-10-20",
            "ocean",
            "farm.share=30%",
            "locking.initial=0.1",
            "lockers.sell_hazard=0",
            "passive.initial=0"
        );

        run.At("2022-09-28", "to_lock.moved").ShouldBe(55_700_000, 1);
        run.At("2022-09-28", "farm.locked").ShouldBe(0);
        run.At("2022-09-29", "farm.locked").ShouldBe(0.3 * 55_700_000, 1);
        run.At("2022-10-20", "to_lockers.moved").ShouldBe(0);
        run.At("2022-10-20", "farm.locked").ShouldBe(0.3 * 55_700_000, 1);
    }

    [Fact]
    public void A_longer_lock_has_more_power_of_the_same_tokens()
    {
        PresetRun shorter = PresetRun.Until("2022-12-31", "ocean", "farm.lock=6 months");
        PresetRun longer = PresetRun.Until("2022-12-31", "ocean", "farm.lock=4 years");

        double Power(PresetRun run) => run.At("2022-12-31", "farm.power") / run.At("2022-12-31", "farm.locked");
        Power(shorter).ShouldBeInRange(0.05, 0.125);
        Power(longer).ShouldBeInRange(0.9, 1);
    }
}
