using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.Royalties;

public class RoyaltyPartsTests
{
    private const string Holders = """
        user: { kind: account, balance: 100 TKN }
        lab: { kind: account }
        nodes: { kind: account }
        crowd: { kind: account }

        """;

    private const string Shares =
        "call_share: 20 %, composition_share: 50 %, cross_chain_reuse_share: 40 %, depth: 5, holders: developer lab";

    [Fact]
    public void The_page_s_example_pays_roles_by_generation_to_the_base_unit()
    {
        CatalogueRun run = CatalogueRun.Of(MechanismPage.Example("royalties.md"));

        // Each day 1,000: 800 stay with the agent, 100 with the model, 75 and 25 with the datasets. Holders of 3:1 get
        // 600 and 200, 75 and 25; of the voice data's 25 the bank gets 25 / 4 rounded down, the crowd the rest.
        run.Held("lab").ShouldBe(10 * (600 + 75));
        run.Held("nodes").ShouldBe(10 * (200 + 25));
        run.Held("crowd").ShouldBe(10 * (75 + 19));
        run.Held("bank").ShouldBe(10 * 6);
        run.Held("graph").ShouldBe(0);
        run.Held("user").ShouldBe(100_000_000 - 10_000);
        run.Series("graph.annotator")[9].ShouldBe(0.00094);
        run.Series("graph.asset.model")[9].ShouldBe(0.001);
        run.Series("graph.compounding")[9].ShouldBe(1.25);
        run.Series("graph.compounding.agent")[9].ShouldBe(1);
        run.Series("graph.compounding.model")[9].ShouldBe(0);
    }

    private static string Licensed(string licences) =>
        Holders
        + "makers: { kind: account }\n"
        + "graph: { kind: royalties.graph, token: TKN, assets: [data, open = data, paid = data, agent = open + paid], "
        + "call_share: 20 %, composition_share: 50 %, depth: 5, holders: [developer lab, data = annotator crowd, paid = developer makers], "
        + $"licences: [{licences}] }}\n"
        + "calls: { kind: royalties.calls, graph: graph, payer: user, assets: [open, paid, agent], per_day: 1, price: 0.01 TKN }";

    [Fact]
    public void A_licence_says_what_calls_and_compositions_of_its_asset_owe()
    {
        CatalogueRun same = CatalogueRun.Of(CatalogueRun.Text(Licensed("")));
        CatalogueRun licensed = CatalogueRun.Of(
            CatalogueRun.Text(Licensed("open = 1 call, paid = 60 call + 10 composition"))
        );

        // Of 10,000 each: calls owe 2,000, and the agent's 2,000 are two thousands of which the halves go on to the data.
        same.Held("crowd").ShouldBe(10 * (2_000 + 2_000 + 500 + 500));
        same.Held("makers").ShouldBe(10 * (8_000 + 500));
        // The open model owes 1 % of its calls, the paid one 60 %, and 10 % of what the agent pays for it.
        licensed.Held("crowd").ShouldBe(10 * (100 + 6_000 + 500 + 100));
        licensed.Held("makers").ShouldBe(10 * (4_000 + 900));
        licensed.Held("user").ShouldBe(same.Held("user"));
    }

    [Theory]
    [InlineData("data = closed", "licences has data closed, and open is made of it")]
    [InlineData("paid = 101 call", "licences has 101 % of call, which is above 100 %")]
    [InlineData("paid = 10 cal", "licences has 'cal'; did you mean 'call'?")]
    [InlineData("model = 10 call", "licences has 'model', which is no asset")]
    public void A_licence_that_is_none_or_that_forbids_what_is_done_is_refused(string licence, string message) =>
        Should
            .Throw<ScenarioException>(() => CatalogueRun.Build(CatalogueRun.Text(Licensed(licence))))
            .Message.ShouldContain(message);

    [Fact]
    public void A_closed_asset_that_nobody_is_made_of_is_called_as_ever() =>
        CatalogueRun
            .Of(CatalogueRun.Text(Licensed("agent = closed")))
            .Held("crowd")
            .ShouldBe(CatalogueRun.Of(CatalogueRun.Text(Licensed(""))).Held("crowd"));

    [Fact]
    public void Royalties_make_up_for_a_sale_on_the_day_that_pays_the_rest_of_its_price()
    {
        CatalogueRun run = CatalogueRun.Of(MechanismPage.Example("royalties.md"));

        // The model earns 100 base units a day; the price is 550.
        run.Series("sale.break_even").ShouldBe([0, 0, 0, 0, 0, 6, 6, 6, 6, 6]);
        run.Series("sale.royalties")[9].ShouldBe(0.001);
        run.Series("sale.present_value")[9].ShouldBe(0.001, 1e-12);
    }

    [Fact]
    public void Waiting_makes_royalties_worth_less_than_a_sale_at_their_sum()
    {
        string text = MechanismPage
            .Example("royalties.md")
            .Replace(
                "price: 0.00055 TKN, discount_rate: 0",
                "price: 0.001 TKN, discount_rate: 50 %",
                StringComparison.Ordinal
            );

        CatalogueRun run = CatalogueRun.Of(text);

        // The sum over t = 1 to 10 of 0.0001 / 1.5^(t / 365), worked out with 40 digits.
        run.Series("sale.present_value")[9].ShouldBe(0.0009939139376765, 1e-15);
        run.Series("sale.break_even")[9].ShouldBe(0);
    }

    [Theory]
    [InlineData("call", 800, 200)]
    [InlineData("composition", 500, 500)]
    [InlineData("cross_chain_reuse", 600, 400)]
    public void Each_event_owes_its_own_share_to_what_an_asset_is_made_of(string kind, int agent, int data)
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Holders
                    + $$"""
                    graph: { kind: royalties.graph, token: TKN, assets: [data, agent = data], {{Shares}} }
                    calls: { kind: royalties.calls, graph: graph, payer: user, assets: agent, event: {{kind}}, per_day: 1, price: 0.001 TKN }
                    """
            )
        );

        run.Series("graph.asset.agent")[9].ShouldBe(agent / 1e5);
        run.Series("graph.asset.data")[9].ShouldBe(data / 1e5);
    }

    [Fact]
    public void Calls_have_no_cap_and_end_when_the_payer_has_no_tokens()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Holders
                    + $$"""
                    graph: { kind: royalties.graph, token: TKN, assets: data, {{Shares}} }
                    calls: { kind: royalties.calls, graph: graph, payer: user, per_day: 30M, price: 0.000001 TKN }
                    """
            )
        );

        run.Series("calls.made")[2].ShouldBe(90_000_000);
        run.Series("calls.made")[9].ShouldBe(100_000_000);
        run.Series("calls.unpaid")[9].ShouldBe(200_000_000);
        run.Held("lab").ShouldBe(100_000_000);
    }

    [Fact]
    public void A_ring_earns_nothing_by_citing_itself_and_depth_and_dust_keep_the_rest_downstream()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Holders
                    + """
                    graph:
                      kind: royalties.graph
                      token: TKN
                      assets: [a = b, b = a, c = b + c, d = c + 9 a]
                      call_share: 10 %
                      composition_share: 50 %
                      depth: 1
                      dust: 0.00001 TKN
                      holders: developer lab
                    calls: { kind: royalties.calls, graph: graph, payer: user, assets: d, per_day: 1, price: 0.00099 TKN }
                    """
            )
        );

        // 99 of 990 are owed: 9 to c is dust, 89 to a is paid; a passes nothing on, its one part comes later.
        run.Series("graph.ignored")[0].ShouldBe(2);
        run.Series("graph.asset.a")[9].ShouldBe(890 / 1e6);
        run.Series("graph.asset.c")[9].ShouldBe(0);
        run.Series("graph.asset.d")[9].ShouldBe(9_010 / 1e6);
    }

    [Fact]
    public void Revenue_of_other_parts_is_shared_by_the_assets_called_and_the_timeline_moves_the_shares()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Holders
                    + """
                    mint: { kind: emission.fixed, per_day: 0.001001 TKN/day, to: graph }
                    graph: { kind: royalties.graph, token: TKN, assets: [data, x = data, y = data], called: [x, y], call_share: 20 %, composition_share: 0, depth: 5, holders: developer lab }
                    """,
                rest: "timeline:\n  - { at: 5 days, set: { graph.call_share: 50 %, graph.holders: annotator crowd } }"
            ),
            auditSteps: 8
        );

        // x gets 501 of 1,001 and y 500; each owes 100 at first, then 250.
        run.Series("graph.asset.x")[4].ShouldBe(5 * 401 / 1e6, 1e-12);
        run.Series("graph.asset.y")[4].ShouldBe(5 * 400 / 1e6, 1e-12);
        run.Series("graph.asset.data")[9].ShouldBe(((5 * 200) + (5 * 500)) / 1e6, 1e-12);
        run.Held("lab").ShouldBe(5 * 1_001);
        run.Held("crowd").ShouldBe(5 * 1_001);
        run.Series("graph.annotator")[9].ShouldBe(0.005005);
    }

    [Fact]
    public void A_generated_graph_hangs_on_its_seed_and_loses_nothing()
    {
        string text = CatalogueRun.Text(
            Holders
                + """
                graph: { kind: royalties.graph, token: TKN, assets: data, generated: 499, generated_parts: 3, call_share: 30 %, composition_share: 30 %, depth: 10, holders: developer lab + validator nodes }
                calls: { kind: royalties.calls, graph: graph, payer: user, per_day: 7, price: 0.001003 TKN }
                """
        );

        CatalogueRun run = CatalogueRun.Of(text, auditSteps: 2);
        CatalogueRun other = CatalogueRun.Of(
            text.Replace("generated_parts: 3", "generated_parts: 3, graph_seed: 2", StringComparison.Ordinal),
            auditSteps: 2
        );

        // 500 assets × 7 calls × 1,003 base units × 10 days.
        Int128 paid = run.Held("lab") + run.Held("nodes");
        paid.ShouldBe(35_105_000);
        run.Held("user").ShouldBe(100_000_000 - 35_105_000);
        run.Series("graph.direct")[9].ShouldBeInRange(35.105 * 0.7, 35.105 * 0.71);
        run.Series("graph.compounding.data")[9].ShouldBeGreaterThan(2);
        run.Series("graph.asset.data")[9].ShouldNotBe(other.Series("graph.asset.data")[9]);
    }

    [Fact]
    public void Random_calls_have_the_mean_that_is_written()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Holders
                    + $$"""
                    graph: { kind: royalties.graph, token: TKN, generated: 500, {{Shares}} }
                    calls: { kind: royalties.calls, graph: graph, payer: user, per_day: 4, arrivals: poisson, price: 0.001 TKN }
                    """
            )
        );

        // 500 assets × 10 days × 4 with a deviation of √20,000 = 141, within four of them.
        double made = run.Series("calls.made")[9];
        made.ShouldBeInRange(19_434, 20_566);
        made.ShouldNotBe(20_000);
        run.Held("lab").ShouldBe((Int128)made * 1_000);
    }

    [Fact]
    public void Shared_revenue_reaches_roles_by_weight_and_the_first_gets_the_rest()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Holders
                    + """
                    mint: { kind: emission.fixed, per_day: 0.0001 TKN/day, to: share }
                    share: { kind: revenue.share, token: TKN, holders: developer lab + validator nodes + annotator crowd }
                    """
            )
        );

        run.Held("lab").ShouldBe(340);
        run.Held("nodes").ShouldBe(330);
        run.Held("crowd").ShouldBe(330);
        run.Series("share.annotator")[9].ShouldBe(0.00033);
    }

    [Theory]
    [InlineData(
        "assets: [data, agent = dat], holders: developer lab",
        "'dat', which is no asset; did you mean 'data'?"
    )]
    [InlineData("assets: [data, data], holders: developer lab", "'data' twice")]
    [InlineData("assets: [data, agent = 0 data], holders: developer lab", "write for example agent = 2 model + data")]
    [InlineData("holders: developer lab", "g.assets: assets is empty")]
    [InlineData("assets: data, holders: developper lab", "'developper', which is no role; did you mean 'developer'?")]
    [InlineData("assets: data, holders: developer lap", "'lap', which is no part; did you mean 'lab'?")]
    [InlineData("assets: data, holders: lab", "g.holders: holders has 'lab'; write for example")]
    [InlineData("assets: [data, x], holders: x = developer lab", "says nothing about data")]
    [InlineData("assets: data, generated: 3, holders: data = developer lab", "says nothing about generated assets")]
    [InlineData("assets: data, called: date, holders: developer lab", "g.called: called has 'date'")]
    [InlineData("assets: data, dust: 1 USDC, holders: developer lab", "dust is in USDC, and TKN is needed")]
    [InlineData("assets: data, cross_chain_reuse_share: 101 %, holders: developer lab", "1.01 is above 1")]
    [InlineData("assets: data, dust: -1 TKN, holders: developer lab", "-1 is below 0")]
    public void A_graph_that_cannot_pay_is_refused_at_its_place(string parameters, string message) =>
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(
                    CatalogueRun.Text(
                        Holders
                            + $$"""
                            g: { kind: royalties.graph, token: TKN, call_share: 0, composition_share: 0, depth: 5, {{parameters}} }
                            calls: { kind: royalties.calls, graph: g, payer: user, per_day: 1, price: 1 TKN }
                            """
                    )
                )
            )
            .Message.ShouldContain(message);

    [Fact]
    public void A_graph_without_a_payer_and_calls_in_another_token_are_refused()
    {
        const string Graph =
            "g: { kind: royalties.graph, token: TKN, assets: data, call_share: 0, composition_share: 0, depth: 5, holders: developer lab }\n";

        Should
            .Throw<ScenarioException>(() => CatalogueRun.Build(CatalogueRun.Text(Holders + Graph)))
            .Message.ShouldContain("g: nobody pays into it");
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(
                    CatalogueRun.Text(
                        Holders
                            + Graph
                            + "calls: { kind: royalties.calls, graph: g, payer: user, per_day: 1, price: 1 USDC }"
                    )
                )
            )
            .Message.ShouldContain("calls.price: price is in USDC, and TKN is needed");
    }
}
