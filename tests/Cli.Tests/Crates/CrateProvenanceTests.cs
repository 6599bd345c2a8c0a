using System.Text.Json.Nodes;
using Souk.Cli.Crates;

namespace Souk.Cli.Tests.Crates;

public sealed class CrateProvenanceTests : IDisposable
{
    private const string Study = "notebooks/s.cs";

    private readonly DirectoryInfo _crate = Directory.CreateTempSubdirectory("souk-crate-");

    public CrateProvenanceTests()
    {
        Put(Study, "// %%\nvar one = Scenario.Load(\"known\"); // and not unknown\n");
        Put("notebooks/s.ipynb", "{}\n");
        Put("data/scenarios/known.yaml", "title: known\n");
        Put("data/scenarios/unknown.yaml", "title: unknown\n");
        Put(
            "data/samples/demo/snapshot.json",
            """{ "title": "t", "schema": 1, "warehouse_digest": "00", "tables": [] }"""
        );
        Put(Crate.Transcript, "✓ the data are t, 000\nSouk 1.2.3, engine 2, DuckDB v1.5.6, seed 7\n✓ it holds\n");
    }

    public void Dispose() => _crate.Delete(recursive: true);

    [Fact]
    public void The_run_has_its_seed_and_versions()
    {
        JsonNode run = Provenance()["activity"]!["souk:run"]!;

        ((string?)run["souk:seed"]).ShouldBe("7");
        ((string?)run["souk:souk"]).ShouldBe("1.2.3");
        ((string?)run["souk:engine"]).ShouldBe("2");
        ((string?)run["souk:duckdb"]).ShouldBe("v1.5.6");
    }

    [Fact]
    public void The_run_used_program_data_and_the_scenarios_that_the_program_names() =>
        Objects("used", "prov:entity")
            .ShouldBe(["crate:notebooks/s.cs", "crate:data/samples/demo/", "crate:data/scenarios/known.yaml"]);

    [Fact]
    public void Entities_are_pinned_by_hashes()
    {
        JsonNode entities = Provenance()["entity"]!;

        // sha256sum of "title: known\n"; of no table at all, which a snapshot's hash is then.
        ((string?)entities["crate:data/scenarios/known.yaml"]!["souk:sha256"]).ShouldBe(
            "2e7a516d6f4d9109e2ef3e81efaf290148594571d9e1bb78ff909ba11324528a"
        );
        ((string?)entities["crate:data/samples/demo/"]!["souk:data_hash"]).ShouldBe(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    [Fact]
    public void The_run_wrote_the_transcript_and_people_wrote_the_study()
    {
        Objects("wasGeneratedBy", "prov:entity").ShouldBe(["crate:transcript.txt"]);
        Objects("wasAttributedTo", "prov:agent").ShouldBe(["souk:author1"]);
        ((string?)Provenance()["agent"]!["souk:author1"]!["prov:label"]).ShouldBe("Ada Lovelace");
    }

    [Fact]
    public void A_study_without_luck_has_no_seed()
    {
        Put(Crate.Transcript, "Souk 1.2.3, engine 2, DuckDB v1.5.6\n");

        Provenance()["activity"]!["souk:run"]!["souk:seed"].ShouldBeNull();
    }

    [Fact]
    public void A_crate_describes_every_file_and_names_its_authors()
    {
        CrateAuthor[] authors = [new("Ada Lovelace", "ada@example.org")];
        CrateProvenance.Write(_crate.FullName, Study, authors);

        Crate.Describe(_crate.FullName, Study, "A study", authors, "1.2.3", new DateOnly(2026, 1, 2));

        (string study, IReadOnlyList<string> faults) = Crate.Check(_crate.FullName);
        study.ShouldBe(Study);
        faults.ShouldBeEmpty();
        string metadata = File.ReadAllText(Path.Combine(_crate.FullName, Crate.MetadataFile));
        metadata.ShouldContain("\"name\": \"Ada Lovelace\"");
        Put(CrateProvenance.FileName, "{}");
        Crate.Check(_crate.FullName).Faults.ShouldBe(["provenance.json was changed"]);
    }

    private JsonObject Provenance() => CrateProvenance.Of(_crate.FullName, Study, [new("Ada Lovelace", null)]);

    private IEnumerable<string?> Objects(string relation, string role) =>
        Provenance()[relation]!.AsObject().Select(one => (string?)one.Value![role]);

    private void Put(string place, string text)
    {
        string path = Path.Combine(_crate.FullName, place);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
