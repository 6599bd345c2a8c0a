using System.Text.Json.Nodes;
using Souk.Warehouse.Tests.Metrics;
using Souk.Warehouse.Traces;

namespace Souk.Warehouse.Tests.Traces;

public sealed class ProvJsonTests : IDisposable
{
    private readonly PaidMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public void A_lineage_with_every_kind_of_edge_is_PROV_JSON()
    {
        JsonObject document = Export();

        ProvJson.Problems(document).ShouldBeEmpty();
        document
            .Select(section => section.Key)
            .Order()
            .ShouldBe([
                "activity",
                "agent",
                "entity",
                "prefix",
                "used",
                "wasAssociatedWith",
                "wasAttributedTo",
                "wasDerivedFrom",
                "wasGeneratedBy",
            ]);
        JsonNode receipt = document["wasAttributedTo"]!
            .AsObject()
            .Select(record => record.Value!["souk:received"]!.AsArray())
            .First(got => got.Count > 0)[0]!;
        JsonNode.Parse((string)receipt["$"]!)!["amount"]!.GetValue<string>().ShouldBe("60");
    }

    [Theory]
    // What each breaks of the submission.
    [InlineData(
        "\"prov:entity\":\"asset:m/model\"",
        "\"prov:entity\":\"asset:m/nobody\"",
        "is no entity of the document"
    )]
    [InlineData("\"wasDerivedFrom\":", "\"wasDerived\":", "no section of PROV-JSON")]
    [InlineData("\"souk:evidence\":\"log\"", "\"evidence\":\"log\"", "evidence is no attribute")]
    [InlineData("\"souk:roles\":\"owner\"", "\"souk:roles\":{\"a\":1}", "has no value of PROV-JSON")]
    [InlineData("\"prov:label\"", "\"prov:title\"", "prov:title is no attribute")]
    [InlineData("\"souk\":\"urn:souk:\"", "\"sook\":\"urn:souk:\"", "is no attribute")]
    [InlineData("\"prov:usedEntity\"", "\"souk:usedEntity\"", "prov:usedEntity is missing")]
    public void The_check_finds_what_is_not(string old, string bad, string problem)
    {
        string text = Export().ToJsonString();
        text.ShouldContain(old);

        JsonObject broken = JsonNode.Parse(text.Replace(old, bad, StringComparison.Ordinal))!.AsObject();

        ProvJson.Problems(broken).ShouldContain(found => found.Contains(problem, StringComparison.Ordinal));
    }

    private JsonObject Export()
    {
        _market.Asset("m/model", "model", owner: 10);
        _market.Asset("m/a", owner: 11);
        _market.Derive("m/model", "m/job", verb: "was_generated_by");
        _market.Derive("m/job", "m/a", verb: "used");
        _market.Derive("m/model", "m/model0", verb: "was_revision_of");
        _market.Derive("m/a", "m/b");
        _market.Attribute("m/job", 12, "compute_node", null);
        _market.Pay("price", 1, 11, 60, asset: "m/a");
        _market.FillRollups();
        return ProvDocument.Of(Lineage.Find(_market.Connection, "m/model")!);
    }
}
