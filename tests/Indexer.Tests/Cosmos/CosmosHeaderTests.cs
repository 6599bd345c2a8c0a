using System.Text;
using System.Text.Json;
using Souk.Indexer.Cosmos;
using Souk.Indexer.Encodings;

namespace Souk.Indexer.Tests.Cosmos;

/// <summary>Hashes of headers, against real ones, and the tree that they are made of.</summary>
public sealed class CosmosHeaderTests
{
    [Theory]
    [InlineData(
        9,
        "2021-12-17T20:27:46.849864579Z",
        "9D45984CBF81362278F1211C0406710A1E216D539E32F0C4E7475F2DFF1B7C59",
        "95A06B945D203FC702A536F2EE01940FBF85E9CF6D5781531B92A64DBC702505",
        "621F7083015657C706980E17D279574262DFDB9F936759BCCFE4E1D70F5E811B",
        "4C5DA620F7A68EACDB611E924047722F050F5B967776B2372284B384F738EF02",
        "0xcd0a81d2658c56fd65587e4502e4bc89955002b5b89f986c7d63a5af184fbc92"
    )]
    [InlineData(
        10,
        "2021-12-17T20:27:47.875954829Z",
        "A7139E6F28A9506629C60E3FDFD1A325E99177A4A3C8FA131732B6170C113C8E",
        "3A9BEC015F1A923C17EF81007945F552AD4E35DDA445AFA91296564DCB748357",
        "CD0A81D2658C56FD65587E4502E4BC89955002B5B89F986C7D63A5AF184FBC92",
        "6E41BBA804019240A672F9AC6625BAA6D40B3887D6F6BE3E64CF54D93F021B76",
        "0xeb917ff229e0987637f20edb8114cac3f967d843c5cc480969d64d7a368f077f"
    )]
    public void A_header_of_a_real_chain_has_its_hash(
        long height,
        string time,
        string app,
        string commit,
        string parent,
        string parts,
        string hash
    )
    {
        // Recorded from gaia: informalsystems/tendermint-rs e562d4d7, rpc/tests/gaia_fixtures/incoming/blockchain_from_1_to_10.json.
        const string Nothing = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";
        const string Validators = "0A6CA9001DB07E985DF9043045B392588DF7C1C720E30EBAEFDC8A848C551D6A";
        string json = $$$"""
            {"version":{"block":"11"},"chain_id":"ibc-0","height":"{{{height}}}","time":"{{{time}}}","app_hash":"{{{app}}}",
             "consensus_hash":"048091BC7DDC283F77BFBF91D73C44DA58C3DF8A9CBC867405D8B7F3DAADA22F","data_hash":"{{{Nothing}}}",
             "evidence_hash":"{{{Nothing}}}","last_block_id":{"hash":"{{{parent}}}","parts":{"hash":"{{{parts}}}","total":1}},
             "last_commit_hash":"{{{commit}}}","last_results_hash":"{{{Nothing}}}","next_validators_hash":"{{{Validators}}}",
             "validators_hash":"{{{Validators}}}","proposer_address":"BB22AD764B674CC08753B24175E2FC61B22B1419"}
            """;

        CosmosHeader header = CosmosHeader.Read(JsonDocument.Parse(json).RootElement);

        header.Hash.ToString().ShouldBe(hash);
        header.Parent.ToString().ShouldBe("0x" + parent.ToLowerInvariant());
        header.Transactions.ShouldBe(HashTree.Empty);
        header.Time.ShouldBe(DateTime.Parse(time[..19]));
    }

    [Fact]
    public void The_first_header_has_no_parent_and_a_header_without_fields_is_refused()
    {
        JsonElement meta = JsonSerializer.SerializeToElement(
            CosmjsChain.Make("any-1", "0.38.5", "any", "[{}]").Blocks[0]
        );
        JsonElement header = meta.GetProperty("meta").GetProperty("header");

        CosmosHeader read = CosmosHeader.Read(header);

        read.Parent.ShouldBe(default);
        read.Hash.ShouldBe(CosmosHeader.HashOf(meta.GetProperty("meta").GetProperty("block_id"), "hash"));
        Should.Throw<FormatException>(() =>
            CosmosHeader.Read(JsonDocument.Parse(header.GetRawText().Replace("Z\"", "+01:00\"")).RootElement)
        );
    }

    [Theory]
    [InlineData(0, "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "0x6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "0xfac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "0xaeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(5, "0x4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(7, "0xddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "0x5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Roots_are_those_of_certificate_transparency(int count, string root)
    {
        // google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc: the eight inputs and the roots of the first ones.
        byte[][] leaves =
        [
            [],
            [0x00],
            [0x10],
            Convert.FromHexString("2021"),
            Convert.FromHexString("3031"),
            Convert.FromHexString("40414243"),
            Convert.FromHexString("5051525354555657"),
            Convert.FromHexString("606162636465666768696a6b6c6d6e6f"),
        ];

        HashTree.RootOf([.. leaves.Take(count)]).ToString().ShouldBe(root);
    }

    [Theory]
    [InlineData("fetch1mezzhfj7qgveewzwzdk6lz5sae4dunpmmsjr9u7z0tpmdsae8zmquq3y0y", true)]
    [InlineData("orai10ldgzued6zjp0mkqwsv2mux3ml50l97c74x8sg", true)]
    [InlineData("orai10ldgzued6zjp0mkqwsv2mux3ml50l97c74x8sq", false)]
    [InlineData("Orai10ldgzued6zjp0mkqwsv2mux3ml50l97c74x8sg", false)]
    [InlineData("orai1", false)]
    [InlineData("", false)]
    [InlineData("a12uel5l", false)]
    [InlineData("0x4c11249814f11b9346808179cf06e71ac328c1b5", false)]
    public void An_account_is_told_by_its_checksum(string text, bool isAccount)
    {
        Bech32.IsAccount(text).ShouldBe(isAccount);
    }

    [Theory]
    [InlineData("0.34.21", true, false)]
    [InlineData("v0.34.30-fork", true, false)]
    [InlineData("0.37.2", false, false)]
    [InlineData("0.38.17", false, true)]
    [InlineData("1.0.0", false, true)]
    public void A_node_s_version_chooses_the_dialect(string version, bool isBase64, bool hasFinalizeEvents)
    {
        CosmosDialect.Of(version).ShouldBe(new CosmosDialect(isBase64, hasFinalizeEvents));
    }

    [Theory]
    [InlineData("0.33.4")]
    [InlineData("0.35.9")]
    [InlineData("2.0.0")]
    [InlineData("")]
    public void A_version_that_is_not_known_is_refused_by_name(string version)
    {
        Should
            .Throw<FormatException>(() => CosmosDialect.Of(version))
            .Message.ShouldBe($"node version '{version}' is not known; versions 0.34, 0.37, 0.38, 1.0 are");
    }

    [Fact]
    public void A_message_that_is_cut_is_no_message_and_never_read_half()
    {
        byte[] bytes = new ProtoWriter().Bytes(1, Encoding.UTF8.GetBytes("contract")).Number(2, -1).ToArray();

        Count(bytes).ShouldBe(2);
        for (int length = 1; length < bytes.Length; length++)
        {
            if (length != 10)
            {
                byte[] cut = bytes[..length];
                Should.Throw<FormatException>(() => Count(cut));
            }
        }

        static int Count(byte[] bytes)
        {
            int count = 0;
            var reader = new ProtoReader(bytes);
            while (reader.Next())
            {
                count++;
            }

            return count;
        }
    }
}
