using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Souk.Cli;
using Souk.Cli.Crates;
using Souk.Cli.Verbs;
using Souk.DuckDb;
using Souk.Research.Snapshots;
using Souk.Warehouse.Storage;

namespace Souk.Kernel.Tests.Shelves;

/// <summary>Studies that are packed, and run again from what was packed alone.</summary>
public sealed class CrateTests : IDisposable
{
    private const string Author = "Ada \"A.\" Lovelace <ada@example.org>";

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("souk-crates-");

    private string Out => Path.Combine(_home.FullName, "crate");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task A_packed_study_says_the_same_again_and_its_seed_and_scenario_are_known()
    {
        string study = Path.Combine(ShelfRun.Shelf, "15-sale-or-royalty.cs");

        ShelfRun.Outcome nobody = await SoukAsync("pack", study, "--out", Out, "--author", "The Authors");
        nobody.ExitCode.ShouldBe(3);
        nobody.Text.ShouldContain("--author");
        Directory.Exists(Out).ShouldBeFalse();
        ShelfRun.Outcome packed = await SoukAsync("pack", study, "--out", Out, "--author", Author);
        ShelfRun.Outcome verified = await SoukAsync("unpack", Out, "--verify");
        File.AppendAllText(Path.Combine(Out, "notebooks", "15-sale-or-royalty.cs"), "// more\n");
        ShelfRun.Outcome changed = await SoukAsync("unpack", Out, "--verify");

        packed.ExitCode.ShouldBe(0, packed.Text);
        File.ReadAllText(Path.Combine(Out, "CITATION.cff"))
            .ShouldContain("authors:\n  - name: \"Ada \\\"A.\\\" Lovelace\"\n    email: \"ada@example.org\"\n");
        string provenance = File.ReadAllText(Path.Combine(Out, CrateProvenance.FileName));
        provenance.ShouldContain("\"souk:seed\": \"7\"");
        provenance.ShouldContain("crate:data/scenarios/data-economy.yaml");
        verified.ExitCode.ShouldBe(0, verified.Text);
        verified.Text.ShouldContain("says the same again");
        changed.ExitCode.ShouldBe(5, changed.Text);
        changed.Text.ShouldContain("15-sale-or-royalty.cs was changed");
    }

    [Fact]
    public async Task A_study_over_ones_own_files_runs_from_its_crate_alone()
    {
        string study = WriteOwn();

        (
            await PackAsync(
                study,
                "--with",
                Beside("mine"),
                "--with",
                Beside("mine.yaml"),
                "--with",
                Beside("limit.txt")
            )
        ).ShouldBe(ExitCode.Success);
        Directory.Delete(Beside("mine"), recursive: true);
        File.Delete(Beside("mine.yaml"));
        int verified = await PackVerb.CreateUnpack().Parse([Out, "--verify"]).InvokeAsync();

        verified.ShouldBe(ExitCode.Success);
        string transcript = File.ReadAllText(Path.Combine(Out, Crate.Transcript));
        transcript.ShouldContain("✓ 7 blocks are there");
        string provenance = File.ReadAllText(Path.Combine(Out, CrateProvenance.FileName));
        provenance.ShouldContain("crate:notebooks/mine/");
        provenance.ShouldContain("crate:notebooks/mine.yaml");

        // What it said then is another: the run again tells, although every file is as the description says.
        Alter(Crate.Transcript, transcript.Replace("7 blocks are", "8 blocks are"));
        ShelfRun.Outcome other = await SoukAsync("unpack", Out, "--verify");
        other.ExitCode.ShouldBe(ExitCode.VerificationFailed, other.Text);
        other.Text.ShouldContain("said '✓ 8 blocks are there' and now says '✓ 7 blocks are there'");

        // Its claim holds no longer.
        Alter("notebooks/limit.txt", "100");
        ShelfRun.Outcome failed = await SoukAsync("unpack", Out, "--verify");
        failed.ExitCode.ShouldBe(ExitCode.VerificationFailed, failed.Text);
        failed.Text.ShouldContain("It does not hold that 7 blocks are there");
    }

    [Fact]
    public async Task A_pack_that_fails_leaves_nothing_behind()
    {
        string study = WriteOwn();

        // The study fails without its files.
        await Should.ThrowAsync<InvalidInputException>(() => PackAsync(study));
        Directory.Exists(Out).ShouldBeFalse();
        (
            await Should.ThrowAsync<InvalidInputException>(() => PackAsync(study, "--with", Beside("none")))
        ).Message.ShouldContain("There is no file or folder");
        Directory.Exists(Out).ShouldBeFalse();
        (
            await Should.ThrowAsync<InvalidInputException>(() => PackAsync(study, "--with", _home.FullName))
        ).Message.ShouldContain("would hold the crate itself");
        Directory.Exists(Out).ShouldBeFalse();
    }

    private string Beside(string name) => Path.Combine(_home.FullName, name);

    /// <summary>A study over a snapshot, a scenario and a limit that lie beside it.</summary>
    private string WriteOwn()
    {
        using (WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory))
        {
            warehouse.Connection.Execute(
                "insert into chain.block select 1, range, range, 7, 0, 1, timestamp '2025-01-01' from range(7)"
            );
            Snapshot.Write(warehouse.Connection, "mine", Beside("mine"));
        }

        File.Copy(Path.Combine(ShelfRun.Shelf, "..", "data", "scenarios", "unlocks.yaml"), Beside("mine.yaml"));
        File.WriteAllText(Beside("limit.txt"), "6");
        File.WriteAllText(
            Beside("own.cs"),
            """
            // %% [markdown]
            // # My own study

            // %%
            using Souk;
            Study.Pin(seed: 7);
            long blocks = Warehouse.Open("mine").Sql("select count(*) as n from chain.block").Value<long>();
            Study.Claim(blocks > int.Parse(File.ReadAllText("limit.txt")), $"{blocks} blocks are there");
            Study.Claim(Scenario.Load("mine.yaml").For(3).Run(seed: 7).Days == 3, "it runs for three days");
            """
        );
        return Beside("own.cs");
    }

    /// <summary>Changes a file and what the description says of it.</summary>
    private void Alter(string file, string text)
    {
        File.WriteAllText(Path.Combine(Out, file), text);
        string list = Path.Combine(Out, Crate.MetadataFile);
        JsonNode metadata = JsonNode.Parse(File.ReadAllText(list))!;
        JsonNode entry = metadata["@graph"]!
            .AsArray()
            .Single(one => (string?)one!["@id"] == file && one["sha256"] is not null)!;
        entry["sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Out, file))));
        File.WriteAllText(list, metadata.ToJsonString());
    }

    private Task<int> PackAsync(string study, params string[] more) =>
        PackVerb
            .CreatePack()
            .Parse([study, "--out", Out, "--author", Author, .. more])
            .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

    private Task<ShelfRun.Outcome> SoukAsync(params string[] words) =>
        ShelfRun.RunAsync(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "souk.dll"), .. words],
            _home.FullName,
            _home.FullName
        );
}
