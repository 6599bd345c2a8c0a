using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

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
    public void Masa_s_flywheel_has_links_that_its_series_give_and_stalls_where_one_is_cut()
    {
        const string day = "2025-06-30";
        PresetRun run = PresetRun.Until(day, "masa");
        PresetRun unburned = PresetRun.Until(day, "masa", "fees.burn_share=0");
        PresetRun settled = PresetRun.Until(day, "masa", "contributors.revision_hazard=0");

        // The same slopes from the series: changes of 28 days over 180 days, each stage a day after the one before.
        double[] links = [.. LinksOf(run, window: 180, over: 28, lag: 1)];
        for (int link = 0; link < 6; link++)
        {
            run.At(day, $"loop.link.{link + 1}").ShouldBe(links[link], 1e-6 * Math.Max(1, Math.Abs(links[link])));
        }

        run.At(day, "loop.gain").ShouldBe(links.Aggregate(1.0, (product, link) => product * link), 1e-9);
        run.At(day, "loop.broken").ShouldBe(Array.FindIndex(links, link => link <= 0) + 1);
        // Burning is a flow and scarcity a stock of 17 months of unlocks: a percent more burned hardly moves it, and there it stalls.
        links[2].ShouldBeInRange(-0.05, 0.05);
        Math.Abs(run.At(day, "loop.gain")).ShouldBeLessThan(0.01);
        // Nothing burned: neither of the two links of the burn passes anything on.
        unburned.At(day, "loop.link.2").ShouldBe(0);
        unburned.At(day, "loop.link.3").ShouldBe(0);
        unburned.At(day, "loop.gain").ShouldBe(0);
        unburned.At(day, "loop.broken").ShouldBeInRange(1, 2);
        run.At(day, "scarcity.value").ShouldBeGreaterThan(unburned.At(day, "scarcity.value"));
        // Nobody reconsiders: a wage brings nobody.
        settled.At(day, "loop.link.6").ShouldBe(0);
        settled.At(day, "loop.gain").ShouldBe(0);
        settled.At(day, "loop.broken").ShouldBe(1);
    }

    [Fact]
    public void A_cold_start_s_wheel_makes_more_of_a_seed_than_it_is_until_it_turns_and_nothing_where_the_value_of_data_is_cut()
    {
        const int runs = 4;
        // Percent more people who label on the last day for a percent more seed: above 1 a push comes back larger from its way round.
        double Elasticity(int seed, int weight)
        {
            double People(int tokens)
            {
                Blueprint preset = PresetRun.Read(
                    "cold-start",
                    $"fund.balance={tokens} TKN",
                    $"customers.value_weight={weight}",
                    "value.reference=1000000"
                );
                BlueprintResult result = BlueprintEnsemble.Run(preset with { HorizonDays = 300 }, seed: 1, runs);
                MetricSeries active = result.Metrics.Single(one => one.Spec.Key == "annotators.active");
                return 1 + Enumerable.Range(0, runs).Average(run => active[run, 299]);
            }

            return Math.Log(People(2 * seed) / People(seed), 2);
        }

        double starting = Elasticity(2_500, weight: 3);
        double turning = Elasticity(40_000, weight: 3);
        double cut = Elasticity(2_500, weight: 0);

        starting.ShouldBeGreaterThan(1.2, $"{turning} {cut}");
        turning.ShouldBeInRange(0, 0.8);
        // Customers who do not care for the value of data come whatever was labelled before.
        cut.ShouldBe(0, 0.01);
    }

    private static IEnumerable<double> LinksOf(PresetRun preset, int window, int over, int lag)
    {
        double[] Of(string key) => preset.Run.Series(key);
        double[] burned = Of("fees.burned");
        double[] people = Of("contributors.active");
        double[][] stages =
        [
            people,
            Of("buyers.orders"),
            [.. burned.Select((sum, day) => day == 0 ? sum : sum - burned[day - 1])],
            Of("scarcity.value"),
            Of("price"),
            [.. Of("contributors.wage").Zip(people, (wage, count) => wage * count)],
        ];
        double[][] changes =
        [
            .. stages.Select(stage =>
                Enumerable
                    .Range(stage.Length - window - lag, window + lag)
                    .Select(day =>
                        stage[day] > 0 && stage[day - over] > 0 ? Math.Log(stage[day] / stage[day - over]) : 0
                    )
                    .ToArray()
            ),
        ];
        for (int i = 0; i < stages.Length; i++)
        {
            double[] x = changes[i][..window];
            double[] y = changes[(i + 1) % stages.Length][lag..];
            double slope = x.Zip(y, (a, b) => (a - x.Average()) * (b - y.Average())).Sum();
            yield return slope / x.Sum(a => (a - x.Average()) * (a - x.Average()));
        }
    }

    [Fact]
    public void Sahara_s_rounds_have_the_costs_of_their_valuations_and_the_cheapest_sells_most_of_what_becomes_free()
    {
        const string first = "2026-06-25"; // free at midnight
        const string day = "2026-07-17";
        string[] alike =
        [
            "seed.sell_hazard=2%",
            "series_a.sell_hazard=2%",
            "sale.sell_hazard=2%",
            "core.sell_hazard=2%",
            "pool.token_reserve=1B SAHARA",
            "pool.money_reserve=40M USDC",
            "traders.flow_sigma=0",
        ];
        PresetRun run = PresetRun.Until(day, "sahara-rounds", [.. alike, "seed.cost=0.005 USD"]);
        PresetRun locked = PresetRun.Until(day, "sahara-rounds", [.. alike, "vesting.*.cliff=24 months"]);

        // The series A at eight times 0.005 dollars: 43 million bought 1.075 of the 1.975 billion.
        double bought = 43_000_000 / 0.04;
        run.At(first, "a_share.value").ShouldBe(bought / 1_975_000_000, 1e-9);
        (run.At(first, "price") / run.At(first, "seed.multiple")).ShouldBe(0.005, 1e-12);
        (run.At(first, "price") / run.At(first, "series_a.multiple")).ShouldBe(0.04, 1e-12);
        (run.At(first, "price") / run.At(first, "sale.multiple")).ShouldBe(0.06, 1e-12);
        // A quarter of what backers bought is free after the year; each round has its part.
        double Released(PresetRun of, string at) => 1_975_000_000 - of.At(at, "vesting.backers.locked");
        Released(run, "2026-06-24").ShouldBe(0);
        Released(run, first).ShouldBe(1_975_000_000 / 4.0, 1);
        run.At(day, "to_a.moved").ShouldBe(Released(run, day) * bought / 1_975_000_000, 1);
        // The seed gains and sells at (price / cost)^0.2 times the hazard, the series A is about at cost, the sale loses and holds.
        double Of(string round, string got) => run.At(day, $"{round}.sold") / run.At(day, got);
        double seed = Of("seed", "to_seed.moved");
        double later = Of("series_a", "to_a.moved");
        seed.ShouldBeGreaterThan(later);
        later.ShouldBeGreaterThan(run.At(day, "sale.sold") / 141_666_666);
        // Unlocks press the price, of the same luck.
        Released(locked, day).ShouldBe(0);
        (run.At(day, "price") / locked.At(day, "price")).ShouldBeLessThan(0.9);
    }

    public static TheoryData<string> Scored =>
        [.. ShippedFiles.Presets.Where(name => ShippedFiles.Read(name).Find("axes") is not null)];

    [Theory]
    [MemberData(nameof(Scored))]
    public void Presets_are_scored_on_three_axes_as_their_series_and_balances_say(string name)
    {
        Blueprint preset = ShippedFiles.Read(name).With("axes.open_code", "60 %").With("axes.on_chain", "30 %");
        preset = preset with { HorizonDays = 60, Timeline = [.. preset.Timeline.Where(one => one.Day < 60)] };
        Part axes = preset.Find("axes")!;

        CatalogueRun run = CatalogueRun.Of(preset);

        if (axes.Settings["power_of"].Values.Count > 0)
        {
            double value = run.Series(axes.Word("power_of"))[^1];
            double half = axes.Number("reference");
            // Nobody works for nothing.
            (value > 0).ShouldBe(name != "presets/no-compensation");
            run.Series("axes.power")[^1].ShouldBe(value / (value + half), 1e-9);
        }

        run.Series("axes.transparency").ShouldAllBe(share => Math.Abs(share - 0.3) < 1e-9);
        if (axes.Settings["holders"].Values.Count > 0)
        {
            // A holder that stands for many is many holders with the same share each.
            double[] held = [.. run.Each(axes.Word("holders"), axes.Word("token")).Select(balance => (double)balance)];
            double weight = (double)preset.WeightOf(preset.Find(axes.Word("holders"))!);
            double all = held.Sum();
            double spread = all == 0 ? 0 : 1 - (held.Sum(one => one * one) / (all * all) / weight);
            run.Series("axes.decentralisation")[^1].ShouldBe(spread, 1e-9);
        }
    }

    [Theory]
    [InlineData("power_of", "bnb", "pyth", "sahara-rounds", "wormhole")]
    [InlineData("holders", "avalanche-l1", "bnb")]
    public void Only_presets_in_which_nobody_works_or_nobody_holds_lack_an_axis(string what, params string[] lacking) =>
        ShippedFiles
            .Presets.Where(name => ShippedFiles.Read(name).Find("axes")?.Settings[what].Values.Count is null or 0)
            .Select(name => name["presets/".Length..])
            .ShouldBe(lacking, ignoreOrder: true);

    [Fact]
    public void Transparency_is_what_can_be_looked_up_of_what_a_preset_needs()
    {
        Blueprint preset = ShippedFiles.Read("presets/bnb");
        IReadOnlyList<FactLine> sheet = FactSheet.Of(preset);

        Transparency known = Transparency.Of(preset);
        Transparency changed = Transparency.Of(preset.With("pool.fee", "20 bp"));

        known.ShouldBe(new(sheet.Count(line => line.Confidence != Confidence.Assumed), sheet.Count));
        known.Score.ShouldBe((double)known.Known / known.Values);
        // A reader's own value has no source.
        changed.ShouldBe(known with { Known = known.Known - 1 });
    }

    [Fact]
    public void A_measure_is_no_part_of_what_a_preset_needs_and_a_range_states_nothing()
    {
        Blueprint preset = ShippedFiles.Read("presets/masa");
        Part axes = preset.Find("axes")!;
        int measured = FactSheet.Of(preset).Count(line => preset.Parts.Any(part => IsMeasured(part, line)));

        measured.ShouldBeGreaterThan(0);
        Transparency.Of(preset).Values.ShouldBe(FactSheet.Of(preset).Count - measured);
        Transparency.IsStatedBy(axes).ShouldBeFalse();
        Blueprint stated = preset.With("axes.open_code", "60 %").With("axes.on_chain", "30 %");
        Transparency.IsStatedBy(stated.Find("axes")!).ShouldBeTrue();

        static bool IsMeasured(Part part, FactLine line) =>
            part.Kind.Name.StartsWith("measure.", StringComparison.Ordinal)
            && line.Path.StartsWith($"{part.Name}.", StringComparison.Ordinal);
    }
}
