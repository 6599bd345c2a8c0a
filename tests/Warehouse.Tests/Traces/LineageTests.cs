using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Souk.Warehouse.Tests.Metrics;
using Souk.Warehouse.Traces;

namespace Souk.Warehouse.Tests.Traces;

public sealed class LineageTests : IDisposable
{
    private readonly PaidMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Every_upstream_contributor_is_found_with_every_coin_it_received()
    {
        _market.Asset("m/model", "model", owner: 10);
        _market.Asset("m/a", owner: 11);
        _market.Asset("m/b", owner: 12);
        _market.Asset("m/aside", owner: 13);
        _market.Derive("m/model", "m/job", verb: "was_generated_by");
        _market.Derive("m/job", "m/a", verb: "used");
        _market.Derive("m/a", "m/b");
        _market.Derive("m/aside", "m/b");
        _market.Attribute("m/b", 14, "annotator", 200_000);
        _market.Pay("price", 1, 10, 60, asset: "m/model");
        _market.Pay("royalty", 10, 11, 7, asset: "m/a");
        _market.Pay("royalty", 10, 11, 4, asset: "m/a");
        _market.Pay("royalty", 10, 15, 2, asset: "m/b");
        _market.Pay("protocol_fee", 1, 16, 9, asset: "m/model");
        _market.PayByTransfer("reward", 17, 14, 5, asset: "m/b");

        Lineage lineage = Find("m/model")!;

        Text(lineage)
            .ShouldBe([
                "0 m/model model 10 (owner) price 60 USDC in 1",
                "1 m/job - nobody",
                "2 m/a dataset 11 (owner) royalty 11 USDC in 2",
                "3 m/b dataset 12 (owner) nothing",
                "3 m/b dataset 14 (annotator) reward 5 GOLD in 1",
                "3 m/b dataset 15 () royalty 2 USDC in 1",
            ]);
        lineage.IsCut.ShouldBeFalse();
    }

    [Fact]
    public void A_circle_ends_and_an_asset_that_is_reached_twice_counts_once_at_its_least_depth()
    {
        _market.Asset("m/a", owner: 10);
        _market.Derive("m/a", "m/b");
        _market.Derive("m/b", "m/c");
        _market.Derive("m/c", "m/a");
        _market.Derive("m/a", "m/c");
        _market.Derive("m/b", "m/b");

        Lineage lineage = Find("m/a")!;

        lineage.Parts.Select(part => $"{part.Depth} {part.Asset}").ShouldBe(["0 m/a", "1 m/b", "1 m/c"]);
        lineage.Edges.Count.ShouldBe(5);
        lineage.IsCut.ShouldBeFalse();
    }

    [Fact]
    public void What_lies_beyond_the_depth_is_left_out_and_said_to_be()
    {
        _market.Asset("m/0", owner: 10);
        for (int generation = 0; generation < 40; generation++)
        {
            _market.Derive($"m/{generation}", $"m/{generation + 1}");
        }

        Find("m/0")!.Parts.Count.ShouldBe(1 + Lineage.DepthDefault);
        Find("m/0")!.IsCut.ShouldBeTrue();
        Find("m/0", depthMax: 40)!.IsCut.ShouldBeFalse();
        Find("m/0", depthMax: 0)!.Parts.Count.ShouldBe(1);
    }

    [Fact]
    public void A_graph_with_more_paths_than_anyone_could_walk_is_visited_once_per_asset()
    {
        // 2^40 paths: every generation has two assets that are both made of both of the next.
        _market.Asset("m/0a", owner: 10);
        for (int generation = 0; generation < 40; generation++)
        {
            foreach (string subject in new[] { "a", "b" })
            {
                _market.Derive($"m/{generation}{subject}", $"m/{generation + 1}a");
                _market.Derive($"m/{generation}{subject}", $"m/{generation + 1}b");
            }
        }

        Find("m/0a", depthMax: 100)!.Parts.Count.ShouldBe(81);
    }

    [Fact]
    public void A_generation_of_more_assets_than_one_question_names_is_followed_whole()
    {
        _market.Asset("m/model", "model", owner: 10);
        for (int part = 0; part < 120; part++)
        {
            _market.Derive("m/model", $"m/part{part}");
            _market.Derive($"m/part{part}", "m/source");
            _market.Pay("royalty", 10, 11, 1, asset: $"m/part{part}");
        }

        Lineage lineage = Find("m/model")!;

        lineage.Parts.Count(part => part.Depth == 1).ShouldBe(120);
        (lineage.Parts[^1].Depth, lineage.Parts[^1].Asset).ShouldBe((2, "m/source"));
        lineage.Edges.Count.ShouldBe(240);
        lineage
            .Parts.SelectMany(part => part.Parties)
            .Sum(party => (int)party.Receipts.Sum(got => got.Legs))
            .ShouldBe(120);
    }

    [Fact]
    public void An_edge_told_twice_counts_once_from_when_it_was_first_told_and_marks_and_line_ends_in_keys_are_kept()
    {
        _market.Derive("m/a", "m/b\"\n", day: "2025-02-02");
        _market.Derive("m/a", "m/b\"\n", day: "2025-01-05");

        Lineage lineage = Find("m/a")!;

        lineage.Edges.ShouldBe([
            new LineageEdge("m/a", "was_derived_from", "m/b\"\n", new DateTime(2025, 1, 5), "log", 1_000_000),
        ]);
    }

    [Fact]
    public void What_was_paid_for_another_asset_whose_key_shares_half_an_md5_is_not_mixed_in()
    {
        // Found by some 2^32 attempts: eight bytes of both digests are 97C0FF89E2F41F58.
        (string own, string other) = ("m/f03f49def87496fc", "m/de1017fa44e42860");
        MD5.HashData(Encoding.UTF8.GetBytes(own))[..8].ShouldBe(MD5.HashData(Encoding.UTF8.GetBytes(other))[..8]);
        _market.Asset(own, owner: 10);
        _market.Asset(other, owner: 11);
        _market.Pay("price", 1, 10, 60, asset: own);
        _market.Pay("price", 1, 11, 7, asset: other);

        Text(Find(own)!).ShouldBe([$"0 {own} dataset 10 (owner) price 60 USDC in 1"]);
        Text(Find(other)!).ShouldBe([$"0 {other} dataset 11 (owner) price 7 USDC in 1"]);
    }

    [Fact]
    public void An_asset_that_is_not_there_has_no_lineage() => Find("m/none").ShouldBeNull();

    [Fact]
    public void The_export_is_prov_json_with_entities_activities_agents_and_relations()
    {
        _market.Asset("m/model", "model", owner: 10);
        _market.Asset("m/a", owner: 11);
        _market.Derive("m/model", "m/job", verb: "was_generated_by");
        _market.Derive("m/job", "m/a", verb: "used");
        _market.Derive("m/model", "m/model0", verb: "was_revision_of");
        _market.Attribute("m/job", 12, "compute_node", null);
        _market.Pay("price", 1, 11, 60, asset: "m/a");

        JsonObject document = ProvDocument.Of(Find("m/model")!);

        const string Expected = """
            {
              "prefix": {"asset": "urn:souk:asset:", "job": "urn:souk:job:", "party": "urn:souk:party:", "souk": "urn:souk:"},
              "entity": {
                "asset:m/model": {"prov:label": "m/model!", "souk:kind": "model"},
                "asset:m/model0": {},
                "asset:m/a": {"prov:label": "m/a!", "souk:kind": "dataset"}
              },
              "activity": {"job:m/job": {}},
              "agent": {"party:0a": {}, "party:0b": {}, "party:0c": {}},
              "wasAttributedTo": {
                "_:wasAttributedTo1": {
                  "prov:entity": "asset:m/model", "prov:agent": "party:0a", "souk:roles": "owner", "souk:received": []
                },
                "_:wasAttributedTo2": {
                  "prov:entity": "asset:m/a", "prov:agent": "party:0b", "souk:roles": "owner",
                  "souk:received": [
                    {"$": "{\"role\":\"price\",\"token\":\"USDC\",\"decimals\":0,\"legs\":1,\"amount\":\"60\"}", "type": "souk:receipt"}
                  ]
                }
              },
              "wasAssociatedWith": {
                "_:wasAssociatedWith1": {
                  "prov:activity": "job:m/job", "prov:agent": "party:0c", "souk:roles": "compute_node", "souk:received": []
                }
              },
              "used": {
                "_:used1": {
                  "prov:activity": "job:m/job", "prov:entity": "asset:m/a", "souk:time": "2025-01-01T00:00:00Z",
                  "souk:evidence": "log", "souk:confidence_ppm": 1000000
                }
              },
              "wasGeneratedBy": {
                "_:wasGeneratedBy1": {
                  "prov:entity": "asset:m/model", "prov:activity": "job:m/job", "souk:time": "2025-01-01T00:00:00Z",
                  "souk:evidence": "log", "souk:confidence_ppm": 1000000
                }
              },
              "wasDerivedFrom": {
                "_:wasDerivedFrom1": {
                  "prov:generatedEntity": "asset:m/model", "prov:usedEntity": "asset:m/model0",
                  "souk:time": "2025-01-01T00:00:00Z", "souk:evidence": "log", "souk:confidence_ppm": 1000000,
                  "prov:type": {"$": "prov:Revision", "type": "prov:QUALIFIED_NAME"}
                }
              }
            }
            """;
        string actual = document.ToJsonString().Replace("party:0x00000000000000000000000000000000000000", "party:");
        JsonNode.DeepEquals(JsonNode.Parse(actual), JsonNode.Parse(Expected)).ShouldBeTrue(actual);
    }

    private Lineage? Find(string asset, int depthMax = Lineage.DepthDefault)
    {
        _market.FillRollups();
        return Lineage.Find(_market.Connection, asset, depthMax);
    }

    private static List<string> Text(Lineage lineage) =>
        [
            .. lineage.Parts.SelectMany(part =>
                part.Parties.SelectMany(party =>
                        party
                            .Receipts.Select(got => $"{got.Role} {got.Amount} {got.Token} in {got.Legs}")
                            .DefaultIfEmpty("nothing")
                            .Select(got => $"{Convert.ToInt32(party.Address[^4..], 16)} ({party.Roles}) {got}")
                    )
                    .DefaultIfEmpty("nobody")
                    .Select(got => $"{part.Depth} {part.Asset} {part.Kind ?? "-"} {got}")
            ),
        ];
}
