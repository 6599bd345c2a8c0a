using Souk.Indexer.Cosmos;
using Souk.Indexer.Manifests;
using Souk.Indexer.Natives;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Manifests;

public sealed class CosmosManifestTests : IDisposable
{
    private const string Airi = "contract:orai10ldgzued6zjp0mkqwsv2mux3ml50l97c74x8sg";

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-cosmos-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_contract_has_the_address_of_its_account_and_a_denomination_one_of_its_own()
    {
        Manifest manifest = Load(Airi, "transfer(address from, address to, uint256 amount)", "denom: ibc/AB");

        Deployment deployment = manifest.Deployments.Single();
        deployment.Network.ShouldBe("Oraichain");
        deployment
            .Contracts[0]
            .Address.ShouldBe(new NativeAccounts().OfText("orai10ldgzued6zjp0mkqwsv2mux3ml50l97c74x8sg"));
        deployment.Contracts[0].Origin.ShouldBe(Airi);
        deployment
            .Tokens.Select(token => (token.Symbol, token.Denom, IsOwnCoin: token.Address == default(Address)))
            .ShouldBe([("ORAI", "orai", true), ("ODD", "ibc/AB", false)]);
        deployment.Tokens[1].Address.ShouldBe(new NativeAccounts().OfText("denom:ibc/AB"));
    }

    [Theory]
    [InlineData(
        "contract:orai10ldgzued6zjp0mkqwsv2mux3ml50l97c74x8sq",
        "A()",
        "denom: x1",
        "ACCOUNT with a right checksum"
    )]
    [InlineData(
        "0x616c706861000000000000000000000000000003",
        "A()",
        "denom: x1",
        "must be module:NAME or contract:ACCOUNT"
    )]
    [InlineData(
        Airi,
        "A(uint256[] amounts)",
        "denom: x1",
        "'uint256[] amounts' needs a name and a type that text can be read as"
    )]
    [InlineData(Airi, "A(uint256)", "denom: x1", "event A of kind any: 'uint256' needs a name")]
    [InlineData(Airi, "A(uint256 indexed a)", "denom: x1", "is indexed, anonymous or called Undecoded")]
    [InlineData(Airi, "A()", "decimals: 6", "token lacks the field 'address'")]
    [InlineData(
        Airi,
        "A()",
        "address: \"contract:orai1lus0f0rhx8s03gdllx2n6vhkmf0536dv57wfge\", denom: x1",
        "denom is for source cosmos, and for tokens without an address"
    )]
    public void What_is_wrong_is_named(string address, string @event, string token, string problem)
    {
        var refusal = Should.Throw<ManifestException>(() => Load(address, @event, token));

        refusal.Message.ShouldContain(problem);
    }

    [Fact]
    public void One_event_is_read_from_one_module_for_types_do_not_say_which_module_wrote_them()
    {
        Manifest manifest = Load("module:bank", "transfer(string a)", "denom: x1", "module:other");

        var refusal = Should.Throw<ManifestException>(() =>
            new EventRoutes(new ManifestSet([manifest]).Chains.Single())
        );

        refusal.Message.ShouldContain("Event transfer on chain 7 is read from both Any (native) and Other (native)");
    }

    [Fact]
    public void A_mapping_that_asks_for_the_own_coin_s_name_is_refused_where_the_chain_has_none()
    {
        File.WriteAllText(Path.Combine(_folder, "named.sql"), "select $denom");
        Manifest known = Load(Airi, "A()", "denom: x1", mapping: "named.sql");

        var refusal = Should.Throw<ManifestException>(() =>
            Load(Airi, "A()", "denom: x1", mapping: "named.sql", coinKind: "erc20")
        );

        known.DeploymentOn(7)!.Denom.ShouldBe("orai");
        refusal.Message.ShouldContain("named.sql uses $denom, but chain 7 has no native token with a denom");
    }

    private Manifest Load(
        string address,
        string @event,
        string token,
        string? other = null,
        string? mapping = null,
        string coinKind = "native"
    )
    {
        string path = Path.Combine(_folder, "native.yaml");
        string decimals = token.Contains("decimals", StringComparison.Ordinal) ? "" : "decimals: 6, ";
        string[] lines =
        [
            "system: native",
            "title: Native",
            "source: cosmos",
            mapping is null ? "" : $"mapping: {mapping}",
            "contracts:",
            "  any:",
            $"    events: [\"{@event}\"]",
            "deployments:",
            "  - chain: 7",
            "    network: Oraichain",
            "    tokens:",
            $"      - {{symbol: ORAI, decimals: 6, denom: orai, kind: {coinKind}}}",
            $"      - {{symbol: ODD, {decimals}{token}, kind: erc20}}",
            "    contracts:",
            $"      - {{kind: any, name: Any, address: \"{address}\", from_block: 1}}",
            other is null ? "" : $"      - {{kind: any, name: Other, address: \"{other}\", from_block: 1}}",
        ];
        File.WriteAllLines(path, lines);
        return Manifest.Load(path);
    }
}
