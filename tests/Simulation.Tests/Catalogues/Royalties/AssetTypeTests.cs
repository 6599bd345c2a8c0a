using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.Royalties;

public class AssetTypeTests
{
    private static string Text(string assets, string types) =>
        CatalogueRun.Text(
            "user: { kind: account, balance: 100 TKN }\nlab: { kind: account }\n"
                + $"graph: {{ kind: royalties.graph, token: TKN, assets: {assets}, call_share: 50 %, composition_share: 50 %, depth: 5, holders: developer lab }}\n"
                + $"types: {{ kind: royalties.types, graph: graph, {types} }}\n"
                + "calls: { kind: royalties.calls, graph: graph, payer: user, assets: chat, per_day: 1, price: 0.0048 TKN }"
        );

    [Fact]
    public void Each_type_earns_by_its_place_in_the_graph_and_datasets_through_what_is_made_of_them()
    {
        CatalogueRun run = CatalogueRun.Of(
            Text(
                "[voice, text, model = 2 voice + text, helper = model, chat = helper + text]",
                "agents: helper, assistants: chat"
            )
        );

        // Of 4,800 a day the assistant keeps 2,400, the agent 600 of 1,200, the model 300 of 600, voice 200, text 1,200 + 100.
        run.Series("types.earned.assistant")[9].ShouldBe(0.024, 1e-12);
        run.Series("types.earned.agent")[9].ShouldBe(0.006, 1e-12);
        run.Series("types.earned.model")[9].ShouldBe(0.003, 1e-12);
        run.Series("types.earned.dataset")[9].ShouldBe(0.015, 1e-12);
        run.Series("types.to_datasets")[9].ShouldBe(0.015, 1e-12);
        run.Series("types.dependence")[9].ShouldBe(0.3125, 1e-12);
        run.Series("types.count.dataset")[9].ShouldBe(2);
        run.Series("types.count.model")[9].ShouldBe(1);
        run.Series("types.sources.chat")[9].ShouldBe(2);
        run.Series("types.sources.voice")[9].ShouldBe(0);
    }

    [Theory]
    [InlineData("[chat]", "assistants: chat", "chat depends on no dataset")]
    [InlineData("[helper, chat = helper]", "agents: helper, assistants: chat", "helper depends on no dataset")]
    [InlineData("[voice, chat = voice]", "agents: chat, assistants: chat", "'chat', which has a type already")]
    [InlineData("[voice, chat = voice]", "models: chta", "'chta', which is no asset; did you mean 'chat'")]
    public void A_product_needs_a_dataset_that_it_is_made_of_and_one_type(
        string assets,
        string types,
        string message
    ) => Should.Throw<ScenarioException>(() => CatalogueRun.Build(Text(assets, types))).Message.ShouldContain(message);
}
