using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Tests.Catalogues.Presets;

/// <summary>Sahara's 3.2 million accounts and 200 thousand annotators, in agents of five hundred.</summary>
public class SaharaPeopleTests
{
    private const int Of = 500; // people an agent stands for

    [Fact]
    public void A_cohort_becomes_active_at_its_rate_and_annotators_are_admitted_from_a_waiting_list()
    {
        PresetRun run = PresetRun.Until(
            "2025-09-03",
            "sahara",
            "accounts.activation=20%",
            "accounts.activation_hazard=0.5%",
            "accounts.application_hazard=1%",
            "accounts.churn_hazard=0",
            "accounts.admissions=2"
        );

        // A fifth is active at once: 200 thousand annotate, the rest are users of whom a hundredth applies on each day.
        double registered = run.At("2025-06-26", "accounts.registered");
        registered.ShouldBe(0.8 * 0.995 * 3_200_000, 10_000);
        run.At("2025-06-26", "accounts.collector").ShouldBe(200_000 + (2 * Of));
        // After 70 days 0.995^70 of four fifths never came, and 2 agents a day were admitted.
        run.At("2025-09-03", "accounts.registered").ShouldBe(3_200_000 * 0.8 * Math.Pow(0.995, 70), 60_000);
        run.At("2025-09-03", "accounts.collector").ShouldBe(200_000 + (2 * 70 * Of));
        run.At("2025-09-03", "accounts.waiting").ShouldBeGreaterThan(150_000);
        run.At("2025-09-03", "annotators.active").ShouldBeInRange(1, 200_000 + (2 * 69 * Of));
    }

    [Fact]
    public void Nobody_annotates_where_nobody_was_admitted()
    {
        PresetRun run = PresetRun.Until("2025-07-10", "sahara", "accounts.collectors=0", "accounts.admissions=0");

        run.At("2025-07-10", "accounts.waiting").ShouldBeGreaterThan(0);
        run.At("2025-07-10", "annotators.active").ShouldBe(0);
        run.At("2025-07-10", "annotators.accepted").ShouldBe(0);
    }

    [Fact]
    public void What_is_uncertain_of_a_list_is_one_draw_for_all_its_types()
    {
        Blueprint preset = PresetRun.Read("sahara");

        double Drawn(uint replicate) =>
            (double)preset.Draw(seed: 1, replicate).Find("annotators")!.List("tasks_per_day").Single().Number;

        Drawn(1).ShouldBeInRange(10_000, 150_000);
        Drawn(2).ShouldBeInRange(10_000, 150_000);
        Drawn(2).ShouldNotBe(Drawn(1));
    }
}
