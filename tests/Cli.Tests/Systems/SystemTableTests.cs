using Souk.Cli.Systems;
using Souk.Indexer.Manifests;

namespace Souk.Cli.Tests.Systems;

/// <summary>No row of `souk systems` claims what does not run.</summary>
public sealed class SystemTableTests
{
    public static TheoryData<string> Systems => [.. SystemTable.Read().Select(row => row.System)];

    [Fact]
    public void Every_manifest_that_ships_has_a_row_and_every_row_a_manifest()
    {
        string[] manifests =
        [
            .. Repository.ListFiles("manifests").Select(file => Path.GetFileNameWithoutExtension(file)!),
        ];

        SystemTable.Read().Select(row => row.System).Order(StringComparer.Ordinal).ShouldBe(manifests);
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void A_row_s_test_exists_and_indexes_that_system(string system)
    {
        SystemRow row = Row(system);
        string[] name = row.Test.Split('.');
        bool isScripted = row.Evidence == "node";
        string source = Manifest.Load(Repository.FindFile(system, "manifests")).Source.ToString();
        string folder = isScripted
            ? Path.Combine(Repository.Root, "tests", "Indexer.Tests", source)
            : Path.Combine(Repository.Root, "tests", "LocalChain.Tests", "Systems");
        string market = isScripted ? $"{source}Market.cs" : "ScriptedMarkets.cs";
        string key = isScripted ? $"\"{system}.yaml\"" : $"\"{system}\"";

        string test = File.ReadAllText(Path.Combine(folder, name[0] + ".cs"));

        test.ShouldContain($" {name[1]}(");
        (test + File.ReadAllText(Path.Combine(folder, market))).ShouldContain(key);
        row.Events.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void A_row_says_from_file_where_a_test_reads_that_system_from_a_dump_and_only_there(string system)
    {
        SystemRow row = Row(system);
        string[] name = row.FileTest.Split('.');

        row.Source.Contains("from file", StringComparison.Ordinal).ShouldBe(row.FileTest.Length > 0);
        if (row.FileTest.Length > 0)
        {
            string folder = Path.Combine(Repository.Root, "tests", "LocalChain.Tests");
            string file = Directory.GetFiles(folder, name[0] + ".cs", SearchOption.AllDirectories).Single();
            string test = File.ReadAllText(file);
            test.ShouldContain($" {name[1]}(");
            test.ShouldContain(name[0] == "FileSyncTests" ? "new FileSync(" : "CheckFilesAsync(");
            // The demo's dump (DumpedChain) is of these systems: FileSyncTests says which.
            (test + File.ReadAllText(Path.Combine(folder, "Systems", "ScriptedMarkets.cs"))).ShouldContain(
                $"\"{system}\""
            );
        }
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void A_row_says_modelled_where_a_contract_kind_is_and_only_there(string system)
    {
        SystemRow row = Row(system);
        Manifest manifest = Manifest.Load(Repository.FindFile(system, "manifests"));

        bool hasModelled = manifest.Kinds.Any(kind => kind.Name.StartsWith("modelled_", StringComparison.Ordinal));

        row.Source.Contains("modelled", StringComparison.Ordinal).ShouldBe(hasModelled);
        row.Confidence.ShouldBeOneOf("exact", "reported", "none");
        row.Evidence.Split(", ").ShouldBeSubsetOf(["contracts", "modelled", "signatures", "node"]);
    }

    [Theory]
    [InlineData("bittensor", "Substrate node, scripted only", "exact")]
    [InlineData("fetch_hub", "Cosmos node, scripted only", "exact")]
    [InlineData("oraichain_l1", "Cosmos node, scripted only", "reported")]
    [InlineData("ocean", "indexed live or from file", "reported")]
    [InlineData("standards", "indexed live or from file", "reported")]
    [InlineData("sahara", "modelled, indexed live or from file", "exact")]
    public void A_row_is_no_surer_than_its_weakest_part(string system, string source, string confidence)
    {
        SystemRow row = Row(system);

        (row.Source, row.Confidence).ShouldBe((source, confidence));
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void A_row_s_preset_ships_and_its_chains_are_those_of_the_manifest(string system)
    {
        SystemRow row = Row(system);

        if (row.Preset.Length > 0)
        {
            File.Exists(Path.Combine(Repository.Root, "data", "scenarios", "presets", row.Preset + ".yaml"))
                .ShouldBeTrue();
        }

        row.Chains.ShouldBe(
            Manifest.Load(Repository.FindFile(system, "manifests")).Deployments.Select(deployment => deployment.ChainId)
        );
        row.Page.ShouldBe($"/market/{system}");
    }

    [Fact]
    public void Addresses_of_main_networks_are_those_of_the_sources()
    {
        SystemRow ocean = Row("ocean");

        ocean.Chains.ShouldBe([1, 137]);
        Manifest
            .Load(Repository.FindFile("ocean", "manifests"))
            .Deployments[0]
            .Contracts.Select(contract => (contract.Kind, contract.Address.ToString(), contract.FromBlock))
            .ShouldContain(("escrow", "0xc98c71a9efef2a940c73b7986f1d8469f1815f94", 14907021));
    }

    private static SystemRow Row(string system) => SystemTable.Read().Single(row => row.System == system);
}
