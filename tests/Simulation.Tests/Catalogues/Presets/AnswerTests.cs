namespace Souk.Simulation.Tests.Catalogues.Presets;

/// <summary>Headlines that answer a question: what is said to be needed is enough once it is there.</summary>
public class AnswerTests
{
    [Fact]
    public void So_much_trading_on_Delphi_as_Gensyn_s_preset_says_buys_back_what_becomes_free()
    {
        const string day = "2027-05-15";
        // A deep pool and small buckets, so that the price hardly answers.
        string[] deep =
        [
            "pool.token_reserve=4B AI",
            "pool.money_reserve=400M USDC",
            "vesting.team.share=1 %",
            "vesting.investors.share=1 %",
            "traders.flow_sigma=0",
        ];
        PresetRun first = PresetRun.Until(day, "gensyn", deep);
        double traded = first.At(day, "delphi.USDC") / 0.995;
        double days = DateOnly.Parse(day).DayNumber - PresetRun.Read("gensyn").Start.DayNumber + 1;

        double times = first.At(day, "needed_per_day.value") / (traded / days);
        double orders = PresetRun.Read("gensyn").Find("players")!.Number("orders_per_day");
        PresetRun then = PresetRun.Until(day, "gensyn", [.. deep, $"players.orders_per_day={orders * times:0.####}"]);

        first.At(day, "burned_over_unlocked.value").ShouldBeLessThan(0.6);
        // Of what is bought back 70 % is burned.
        then.At(day, "burned_over_unlocked.value").ShouldBe(0.7, 0.1);
    }

    [Fact]
    public void So_many_requests_as_Oraichain_s_preset_says_pay_validators_what_the_bucket_does()
    {
        const string day = "2021-06-30";
        // A bucket that pays a 64th of what it does.
        PresetRun first = PresetRun.Until(day, "oraichain", "block_rewards.amount=50 ORAI");
        double needed = first.At(day, "needed_per_day.value");
        double asked = PresetRun.Read("oraichain").Find("asked")!.Number("per_day");
        double guild = PresetRun.Read("oraichain").Find("guild")!.Number("requests_per_day");

        // Both kinds of request grow in proportion; who asks must be able to pay for them.
        double times = needed / (asked + guild);
        PresetRun then = PresetRun.Until(
            day,
            "oraichain",
            "block_rewards.amount=50 ORAI",
            $"asked.per_day={Math.Round(asked * times)}",
            $"guild.requests_per_day={Math.Round(guild * times)}"
        );

        first.At(day, "fees_over_rewards.value").ShouldBeLessThan(0.9);
        then.At(day, "fees_over_rewards.value").ShouldBe(1, 0.05);
    }

    [Fact]
    public void MyShell_s_users_buy_back_a_share_that_grows_with_the_fee()
    {
        PresetRun Until(string fee) => PresetRun.Until("2025-12-31", "myshell", $"users.market_fee={fee}");

        PresetRun low = Until("5 %");
        PresetRun high = Until("30 %");

        low.At("2025-12-31", "bought_over_unlocked.value").ShouldBeGreaterThan(0);
        high.At("2025-12-31", "bought_over_unlocked.value")
            .ShouldBeGreaterThan(2 * low.At("2025-12-31", "bought_over_unlocked.value"));
        Until("0 %").At("2025-12-31", "bought_over_unlocked.value").ShouldBe(0);
    }

    [Fact]
    public void Masa_s_flywheel_has_a_gain_that_is_the_product_of_its_links_and_stands_still_without_a_burn()
    {
        PresetRun run = PresetRun.Until("2025-06-30", "masa");
        PresetRun without = PresetRun.Until("2025-06-30", "masa", "fees.burn_share=0");

        double[] links = [.. Enumerable.Range(1, 6).Select(link => run.At("2025-06-30", $"loop.link.{link}"))];
        int broken = Array.FindIndex(links, link => link <= 0) + 1;
        run.At("2025-06-30", "loop.broken").ShouldBe(broken);
        run.At("2025-06-30", "loop.gain")
            .ShouldBe(broken > 0 ? 0 : links.Aggregate(1.0, (product, link) => product * link), 1e-9);
        without.At("2025-06-30", "loop.gain").ShouldBe(0);
        without.At("2025-06-30", "loop.broken").ShouldBeInRange(1, 3);
        run.At("2025-06-30", "scarcity.value").ShouldBeGreaterThan(without.At("2025-06-30", "scarcity.value"));
    }

    [Theory]
    [InlineData("masa", "workers.capacity", 1000)]
    [InlineData("gensyn", "models.served", 50000)]
    public void Presets_are_scored_on_three_axes(string preset, string power, double reference)
    {
        PresetRun run = PresetRun.Until(
            preset == "masa" ? "2024-08-31" : "2026-08-31",
            preset,
            "axes.open_code=60 %",
            "axes.on_chain=30 %"
        );
        string day = preset == "masa" ? "2024-08-31" : "2026-08-31";

        double value = run.At(day, power);
        run.At(day, "axes.power").ShouldBe(value / (value + reference), 1e-9);
        run.At(day, "axes.transparency").ShouldBe(0.3, 1e-9);
        run.At(day, "axes.decentralisation").ShouldBeInRange(0.5, 1);
    }
}
