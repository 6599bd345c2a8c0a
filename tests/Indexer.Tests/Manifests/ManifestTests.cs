using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Manifests;

public sealed class ManifestTests : IDisposable
{
    private const string Base = """
        system: masa
        title: Masa
        token: MASA
        mapping: masa.sql
        contracts:
          masa_token:
            events:
              - "Transfer(address indexed from, address indexed to, uint256 value)"
          maker:
            events: ["Made(address indexed child, uint256 number)"]
          child:
            events: ["Rung()"]
            values: ["start() returns (uint256)"]
            factory: {contract: maker, event: Made, parameter: child}
        deployments:
          - chain: 31337
            tokens:
              - {symbol: MASA, decimals: 18, address: "0x1111111111111111111111111111111111111111", kind: erc20}
              - {symbol: ETH, decimals: 18, kind: native}
            contracts:
              - {kind: masa_token, name: MASA token, address: "0x1111111111111111111111111111111111111111", from_block: 3}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_manifest_is_read()
    {
        Manifest manifest = Load(Base);

        manifest.System.ShouldBe("masa");
        manifest.Label.ShouldBeNull();
        manifest.Kinds.Select(kind => kind.Name).ShouldBe(["masa_token", "maker", "child"]);
        manifest.KindOf("child").Factories.Single().ParameterIndex.ShouldBe(0);
        manifest.Mappings.Single().Statements.Count.ShouldBe(1);
        Deployment deployment = manifest.Deployments.Single();
        deployment.ChainId.ShouldBe(31337);
        deployment.Tokens.Select(token => token.Symbol).ShouldBe(["MASA", "ETH"]);
        deployment.Contracts.Single().FromBlock.ShouldBe(3);
    }

    [Fact]
    public void An_overlay_replaces_fields_of_what_it_extends()
    {
        Load(Base);

        Manifest manifest = Load("extends: masa.yaml\nlabel: Synthetic demo\ndeployments: []", "overlay.yaml");

        manifest.Label.ShouldBe("Synthetic demo");
        manifest.Title.ShouldBe("Masa");
        manifest.Deployments.ShouldBeEmpty();
    }

    [Fact]
    public void A_development_chain_is_stored_as_made_up_and_all_manifests_must_agree()
    {
        Manifest manifest = Load(
            Base.Replace("chain: 31337", "chain: 31337\n    development: true", StringComparison.Ordinal)
        );
        Manifest other = Load(
            "system: shop\ntitle: Shop\ncontracts: {bell: {events: [\"Rung()\"]}}\n"
                + "deployments: [{chain: 31337, contracts: [{kind: bell, name: Bell, from_block: 1, "
                + "address: \"0x2222222222222222222222222222222222222222\"}]}]",
            "shop.yaml"
        );
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        var store = new ManifestStore(warehouse.Connection, ChainDictionaries.Load(warehouse.Connection));

        store.Write(new ManifestSet([manifest]));
        bool whileMadeUp = IsStored();
        store.Write(new ManifestSet([Load(Base)]));

        whileMadeUp.ShouldBeTrue();
        IsStored().ShouldBeFalse();
        Should
            .Throw<ManifestException>(() => new ManifestSet([manifest, other]))
            .Message.ShouldMatch("Chain 31337 is a development chain in one manifest and not in .*shop.yaml");

        bool IsStored() =>
            warehouse.Connection.Scalar<bool>("select exists (from chain.development where chain_id = 31337)");
    }

    [Theory]
    [InlineData("title: Masa", "titel: Masa", ":2:1: unknown field 'titel' in manifest; did you mean 'title'?")]
    [InlineData(
        "kind: masa_token, name",
        "kind: masa_tokn, name",
        "unknown contract kind 'masa_tokn'; did you mean 'masa_token'?"
    )]
    [InlineData(
        "0x1111111111111111111111111111111111111111\", from_block",
        "0x11\", from_block",
        ":21:55: address: '0x11' is not an address"
    )]
    [InlineData("from_block: 3", "from_block: -3", "from_block is '-3'; expected a whole number from 0")]
    [InlineData("\"Rung()\"", "\"Rung(uint257 x)\"", ":12:14: event: ")]
    [InlineData("mapping: masa.sql", "mapping: none.sql", "none.sql does not exist")]
    [InlineData("event: Made,", "event: Mode,", "unknown event of maker 'Mode'; did you mean 'Made'?")]
    [InlineData("parameter: child", "parameter: number", "is uint256; a factory needs an address")]
    [InlineData("token: MASA", "token: MSA", ":3:8: token 'MSA' is not among the tokens on chain 31337 (MASA, ETH)")]
    [InlineData("system: masa", "system: Masa AI", "'Masa AI' must be lower-case letters")]
    [InlineData("title: Masa", "title: [Masa", "not YAML from here on")]
    [InlineData("title: Masa", "", "manifest lacks the field 'title'")]
    [InlineData("title: Masa", "extends: masa.yaml", "is it a circle?")]
    [InlineData(
        "start() returns (uint256)",
        "start(uint256 a) returns (uint256)",
        "must take nothing and return one value"
    )]
    public void A_mistake_is_named_with_its_place(string right, string wrong, string expected)
    {
        ManifestException exception = Should.Throw<ManifestException>(() => Load(Base.Replace(right, wrong)));

        exception.Message.ShouldContain("masa.yaml:");
        exception.Message.ShouldContain(expected);
    }

    [Fact]
    public void One_contract_in_two_manifests_of_a_chain_is_refused()
    {
        Manifest masa = Load(Base);
        Manifest other = Load(Base.Replace("system: masa", "system: other"), "other.yaml");

        Should
            .Throw<ManifestException>(() => new ManifestSet([masa, other]))
            .Message.ShouldContain("belongs to masa (MASA token) and other (MASA token)");
    }

    [Fact]
    public void One_system_in_two_manifests_is_refused() =>
        Should
            .Throw<ManifestException>(() => new ManifestSet([Load(Base), Load(Base, "again.yaml")]))
            .Message.ShouldContain("System 'masa' is described twice");

    [Fact]
    public void A_missing_file_is_named() =>
        Should
            .Throw<ManifestException>(() => Manifest.Load("/nowhere/masa.yaml"))
            .Message.ShouldContain("/nowhere/masa.yaml");

    private Manifest Load(string yaml, string name = "masa.yaml")
    {
        File.WriteAllText(Path.Combine(_folder, "masa.sql"), "select $chain_id");
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, yaml);
        return Manifest.Load(path);
    }
}
