using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.Presets;

public class FullScaleTests
{
    private const int Runs = 6;

    [Fact]
    public void Agents_are_multiplied_wages_are_divided_and_what_all_do_together_stays()
    {
        Blueprint sample = ShippedFiles.Read("presets/usage-revenue");

        FullScale full = FullScale.Of(sample);

        Part contributors = full.Blueprint.Find("contributors")!;
        Part buyers = full.Blueprint.Find("buyers")!;
        sample.Weights["contributors"].ShouldBe(20);
        sample.Weights["buyers"].ShouldBe(10);
        contributors.Count("active").ShouldBe(6_000);
        contributors.Number("wage_at_start").ShouldBe(1);
        buyers.Count("active").ShouldBe(1_500);
        buyers.Settings["orders_per_day"].ShouldBe(sample.Find("buyers")!.Settings["orders_per_day"]);
        buyers.Number("order").ShouldBe(100);
        full.Blueprint.Weights.ShouldBeEmpty();
        full.Sampled.ShouldBeEmpty();
    }

    [Fact]
    public void A_range_is_divided_at_both_ends_and_keeps_its_luck()
    {
        Blueprint sample = ShippedFiles.Read("presets/masa");

        FullScale full = FullScale.Of(sample);

        Setting wage = full.Blueprint.Find("contributors")!.Settings["wage_at_start"];
        wage.Spread!.Arguments.Select(argument => argument.Number).ShouldBe([1, 4]);
        double drawn = sample.Draw(seed: 7, replicate: 3).Find("contributors")!.Number("wage_at_start");
        full.Blueprint.Draw(seed: 7, replicate: 3)
            .Find("contributors")!
            .Number("wage_at_start")
            .ShouldBe(drawn / 10, 1e-9);
    }

    [Fact]
    public void A_part_whose_data_cannot_be_divided_stays_and_says_so()
    {
        string text = CatalogueRun.Text(
            "stakers: { kind: datapool.contributors, count: 50, points: 200 }",
            rest: "weights: { stakers: 400 }"
        );

        FullScale full = FullScale.Of(CatalogueRun.Read(text));

        full.Sampled.ShouldBe([new SampledPart("stakers", 400, "points 200 cannot be divided among 400")]);
        full.Blueprint.Find("stakers")!.Count("count").ShouldBe(50);
        full.Blueprint.Weights.Keys.ShouldBe(["stakers"]);
    }

    [Fact]
    public void Sahara_in_full_has_its_3_2_million_accounts_and_few_parts_of_presets_stay_a_sample()
    {
        Blueprint full = FullScale.Of(ShippedFiles.Read("presets/sahara")).Blueprint;

        full.Find("accounts")!.Count("accounts").ShouldBe(3_200_000);
        full.Find("accounts")!.Count("collectors").ShouldBe(200_000);
        // A million of them could annotate: beside the accounts they are agents of their own.
        BlueprintModel.Build(full).AgentCount.ShouldBeInRange(4_200_000, 4_202_000);
        // Gensyn's trainers, who are judged each by name.
        ShippedFiles
            .Presets.SelectMany(name => FullScale.Of(ShippedFiles.Read(name)).Sampled.Select(one => one.Part))
            .ShouldBe(["trainers"]);
    }

    [Fact]
    public void A_population_beyond_its_limit_is_refused_at_its_place()
    {
        string text = CatalogueRun.Text(
            """
            pool: { kind: pool.constant_product, token_reserve: 1 TKN, money_reserve: 1 USDC }
            people: { kind: people.insiders, pool: pool, count: 300 }
            """,
            rest: "weights: { people: 5000 }"
        );

        ScenarioException refusal = Should.Throw<ScenarioException>(() => FullScale.Of(CatalogueRun.Read(text)));

        refusal.Message.ShouldBe("test(8,55) people.count: is 1,500,000 at full scale, above 1,000,000");
    }

    [Fact]
    public void The_timeline_is_divided_with_its_part()
    {
        string text = CatalogueRun.Text(
            "people: { kind: datapool.contributors, count: 5, points: 40, points_per_day: 8 }",
            rest: "timeline:\n  - { at: 4 days, set: { people.points_per_day: 20 } }\nweights: { people: 4 }"
        );

        Blueprint full = FullScale.Of(CatalogueRun.Read(text)).Blueprint;

        full.Find("people")!.Count("count").ShouldBe(20);
        full.Find("people")!.Count("points").ShouldBe(10);
        full.Find("people")!.Count("points_per_day").ShouldBe(2);
        full.Timeline[0].Changes[0].Setting.Values[0].Number.ShouldBe(5);
    }

    private const string Market =
        "pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 10M USDC, fee: 0 }\n"
        + "fund: { kind: account, holder: rewards, balance: 10M TKN }\nshop: { kind: account }\ntill: { kind: account }\n"
        + "noise: { kind: people.traders, pool: pool, balance: 100M TKN, flow_sigma: 0.005 }\n";

    [Theory]
    [InlineData(
        "people.operators, count: 400, active: 100, pool: pool, rewards: fund, reward_per_day: 1000 TKN/day, jobs_per_day: 500",
        "group.active",
        "group.capacity",
        0.08
    )]
    [InlineData(
        "people.savers, count: 100, balance: 1M TKN, pool: pool, rewards: fund, stake_rewards: 300 TKN/day, revision_hazard: 20 %",
        null,
        "group.staked",
        0.15
    )]
    [InlineData(
        "people.customers, count: 1000, active: 500, money: USDC, sellers: shop, fees: till, orders_per_day: 4, innovation: 0.2 %",
        "group.web2",
        "group.orders.here",
        0.08
    )]
    [InlineData(
        "people.investors, count: 300, pool: pool, balance: 1M TKN, sell_hazard: 5 %",
        null,
        "group.sold",
        0.08
    )]
    [InlineData(
        "people.integrators, count: 500, pool: pool, sellers: shop, threshold_median: 0.01, revision_hazard: 20 %",
        "group.active",
        "group.payments",
        0.1
    )]
    [InlineData(
        "people.annotators, count: 200, pool: pool, rewards: fund, tasks_per_day: 3000, pay: 0.1 USD, minutes: 3",
        "group.active",
        "group.accepted",
        0.08
    )]
    [InlineData(
        "people.accounts, count: 3000, accounts: 1000, activation: 50 %, collectors: 100, pool: pool, rewards: fund, budgets: 20 USD/day, "
            + "earns: [1, 0.1, 2], admissions: 3, node_threshold: 5 TKN",
        "group.collector",
        "group.paid.quest",
        0.08
    )]
    [InlineData(
        "people.airdrop_farmers, count: 300, drop: drop, pool: pool, cost: 1 USD/day }\n"
            + "drop: { kind: airdrop, pot: 20k TKN, to: group, opens: 2025-01-31, unclaimed: fund, points_from: group",
        "group.points",
        "group.sold",
        0.08
    )]
    [InlineData(
        "agents.services, count: 40, clients: asking, requests_per_day: 80, price: 10 TKN, qualities: [50 %, 90 %], pays_by_score: yes }\n"
            + "asking: { kind: account, balance: 1M TKN",
        "group.served",
        "group.paid",
        0.03
    )]
    public void Ten_times_as_many_of_a_tenth_do_the_same_together(
        string part,
        string? counted,
        string together,
        double tolerance
    )
    {
        Blueprint sample = CatalogueRun.Read(
            CatalogueRun.Text(Market + $"group: {{ kind: {part} }}", horizon: "60 days", rest: "weights: { group: 10 }")
        );
        FullScale full = FullScale.Of(sample);

        BlueprintResult few = BlueprintEnsemble.Run(sample, seed: 1, Runs);
        BlueprintResult all = BlueprintEnsemble.Run(full.Blueprint, seed: 1, Runs);

        full.Sampled.ShouldBeEmpty();
        (Mean(all, together) / Mean(few, together)).ShouldBe(1, tolerance);
        if (counted is not null)
        {
            (Mean(all, counted) / Mean(few, counted)).ShouldBe(1, tolerance);
        }
    }

    [Fact]
    public void Sample_and_full_size_of_a_preset_agree_within_three_per_cent()
    {
        Blueprint sample = ShippedFiles.Read("presets/usage-revenue") with { HorizonDays = 120 };

        BlueprintResult few = BlueprintEnsemble.Run(sample, seed: 1, Runs);
        BlueprintResult all = BlueprintEnsemble.Run(FullScale.Of(sample).Blueprint, seed: 1, Runs);

        double Ratio(string key) => Mean(all, key) / Mean(few, key);
        Ratio("price").ShouldBe(1, 0.03);
        Ratio("burned").ShouldBe(1, 0.03);
        Ratio("circulating").ShouldBe(1, 0.03);
        Ratio("sustainability.value").ShouldBe(1, 0.03);
        // Agents of the sample stand for 20 contributors, or for 10 buyers: people are counted, and a wage is one person's.
        Ratio("contributors.active").ShouldBe(1, 0.03);
        Ratio("contributors.wage").ShouldBe(1, 0.06, "orders of a single day are few");
        Ratio("buyers.active").ShouldBe(1, 0.03);
    }

    // What counts agents or is of each, in presets whose agents stand for five beside such whose agents stand for one.
    [Theory]
    [InlineData("usage-revenue", 3)]
    [InlineData("masa", 8)]
    [InlineData("sahara", 10)]
    [InlineData("ocean", 3)]
    public void Whatever_counts_people_in_a_preset_agrees_with_five_times_as_many_agents(string name, int least)
    {
        Blueprint sample = ShippedFiles.Read("presets/" + name);
        sample = sample with
        {
            HorizonDays = 50,
            Timeline = [.. sample.Timeline.Where(one => one.Day < 50)],
            Weights = sample.Weights.Where(one => one.Value != 1).ToDictionary(one => one.Key, _ => 5m),
        };

        BlueprintResult few = BlueprintEnsemble.Run(sample, seed: 1, Runs);
        BlueprintResult more = BlueprintEnsemble.Run(FullScale.Of(sample).Blueprint, seed: 1, Runs);

        // A metric's text says that it is of people.
        string[] counted =
        [
            .. few
                .Metrics.Where(one => one.Spec.Meaning.EndsWith("an agent stands for 5."))
                .Select(one => one.Spec.Key),
        ];
        counted.Length.ShouldBeGreaterThanOrEqualTo(least);
        foreach (string key in counted)
        {
            Mean(more, key).ShouldBe(Mean(few, key), 0.2 * Mean(few, key) + 1e-9, key);
        }
    }

    // An agent stands for a fifth as many as in the sample: the way to full size is the same, and the run stays short.
    [Fact]
    public void Sahara_with_five_times_as_many_agents_agrees_with_the_sample_within_three_per_cent()
    {
        Blueprint sample = ShippedFiles.Read("presets/sahara") with { HorizonDays = 60 };
        sample = sample with { Weights = sample.Weights.Keys.ToDictionary(part => part, _ => 5m) };

        BlueprintResult few = BlueprintEnsemble.Run(sample, seed: 1, Runs);
        BlueprintResult more = BlueprintEnsemble.Run(FullScale.Of(sample).Blueprint, seed: 1, Runs);

        double Ratio(string key) => Mean(more, key) / Mean(few, key);
        Ratio("annotators.active").ShouldBe(1, 0.03);
        Ratio("annotators.hours").ShouldBe(1, 0.05);
        Ratio("annotators_share.value").ShouldBe(1, 0.03);
        Ratio("price").ShouldBe(1, 0.03);
        Ratio("circulating").ShouldBe(1, 0.03);
        Ratio("dual.forward").ShouldBe(1, 0.03);
    }

    [Fact]
    public void What_is_of_each_in_a_part_that_names_agents_goes_by_their_weight()
    {
        Blueprint sample = CatalogueRun.Read(
            CatalogueRun.Text(
                Market
                    + "agents: { kind: people.insiders, count: 60, pool: pool, balance: 1M TKN, sell_hazard: 0 }\n"
                    + "exchange: { kind: agents.exchange, agents: agents, costs: [1 TKN, 2 TKN, 3 TKN], values: [3 TKN, 2 TKN, 1 TKN] }\n"
                    + "calls: { kind: channels.escrow, sender: agents, recipient: shop, deposit: 500 TKN, per_day: 3, price: 2 TKN }\n"
                    + "stakes: { kind: stake.pool, owners: agents, rewards: 1 TKN, period: 30 days, interest: 0, required: 100 TKN }",
                horizon: "60 days",
                rest: "timeline:\n  - { at: 30 days, set: { calls.price: 4 TKN } }\nweights: { agents: 10 }"
            )
        );
        Blueprint full = FullScale.Of(sample).Blueprint;

        full.Find("agents")!.Count("count").ShouldBe(600);
        full.Find("exchange")!.List("costs").Select(value => value.Number).ShouldBe([0.1m, 0.2m, 0.3m]);
        full.Find("calls")!.Settings["deposit"].Values[0].Number.ShouldBe(50);
        full.Find("stakes")!.Settings["required"].Values[0].Number.ShouldBe(10);
        full.Timeline[0].Changes[0].Setting.Values[0].Number.ShouldBe(0.4m);
        BlueprintResult few = BlueprintEnsemble.Run(sample, seed: 1, Runs);
        BlueprintResult all = BlueprintEnsemble.Run(full, seed: 1, Runs);
        double Ratio(string key) => Mean(all, key) / Mean(few, key);
        Ratio("exchange.traded").ShouldBe(1, 0.1);
        Ratio("exchange.price").ShouldBe(1, 0.1);
        Ratio("exchange.competitive").ShouldBe(1, 1e-9);
        Ratio("exchange.paid").ShouldBe(1, 0.1);
        Ratio("calls.calls").ShouldBe(1, 1e-9);
        Ratio("calls.claimed").ShouldBe(1, 1e-9);
    }

    [Theory]
    [InlineData(
        "sales: { kind: auction.second_price, seller: shop, bidders: agents, values: 1 TKN }",
        "sales.bidders hangs on how many they are"
    )]
    [InlineData(
        "chain: { kind: subnet.network, token: TKN }\n"
            + "net: { kind: subnet.member, network: chain, token: USDC, coin_reserve: 1 TKN, alpha_reserve: 1 USDC, owner: shop, validators: fund, "
            + "validator_stake: 1 USDC, miners: agents, quality: [1, 2] }",
        "net.quality hangs on how many they are"
    )]
    [InlineData(
        "desk: { kind: data.attestations, attesters: agents, treasury: fund, bond: 10 USDC, gain: \"= 1 USD * pool.price / (1 USDC/TKN)\" }",
        "desk.gain is a formula"
    )]
    public void Agents_stay_a_sample_where_a_rule_hangs_on_their_number_or_a_formula_cannot_be_divided(
        string rule,
        string reason
    )
    {
        string text = CatalogueRun.Text(
            Market + "agents: { kind: people.insiders, count: 2, pool: pool }\n" + rule,
            rest: "weights: { agents: 10 }"
        );

        FullScale full = FullScale.Of(CatalogueRun.Read(text));

        full.Sampled.ShouldBe([new SampledPart("agents", 10, reason)]);
        full.Blueprint.Find("agents")!.Count("count").ShouldBe(2);
        full.Blueprint.Weights["agents"].ShouldBe(10);
    }

    [Fact]
    public void What_counts_agents_is_shown_and_read_by_formulas_times_their_weight_and_changes_the_hash()
    {
        const string parts =
            Market
            + "group: { kind: people.integrators, count: 50, pool: pool, sellers: shop, revision_hazard: 100 %, calls: 10 USD/day }\n"
            + "seen: { kind: rule.set, value: group.active }";
        Blueprint weighted = CatalogueRun.Read(CatalogueRun.Text(parts, rest: "weights: { group: 40 }"));
        Blueprint plain = CatalogueRun.Read(CatalogueRun.Text(parts, rest: "weights: { group: 1 }"));

        CatalogueRun people = CatalogueRun.Of(weighted);
        CatalogueRun agents = CatalogueRun.Of(plain);

        // All 50 adopt at once while no price has moved.
        agents.Series("group.active")[0].ShouldBe(50);
        people.Series("group.active")[0].ShouldBe(40 * 50);
        people.Series("group.active").ShouldBe(agents.Series("group.active").Select(count => 40 * count));
        people.Series("seen.value").ShouldBe(agents.Series("seen.value").Select(count => 40 * count));
        people.Series("seen.value")[^1].ShouldBe(people.Series("group.active")[^1]);
        people.Series("group.payments").ShouldBe(agents.Series("group.payments"));
        MetricSpec shown = BlueprintModel.Build(weighted).Metrics.Single(metric => metric.Key == "group.active");
        (shown.Unit, shown.Meaning).ShouldBe(("companies", "Who has adopted. Of people: an agent stands for 40."));
        weighted.Hash.ShouldNotBe(plain.Hash);
        plain.Hash.ShouldBe(CatalogueRun.Read(CatalogueRun.Text(parts)).Hash);
    }

    [Fact]
    public void Miners_with_drawn_qualities_grow() =>
        FullScale
            .Of(ShippedFiles.Read("presets/bittensor"))
            .Blueprint.Find("miners.honest")!
            .Count("count")
            .ShouldBe(192);

    private static double Mean(BlueprintResult result, string key) =>
        Enumerable
            .Range(0, Runs)
            .Average(run => result.Metrics.Single(series => series.Spec.Key == key)[run, result.Days - 1]);
}
