using System.Text;
using Souk.Indexer.Documents;
using Souk.Indexer.Manifests;

namespace Souk.Indexer.Tests.Documents;

public sealed class DocumentPlaceTests
{
    private const string Raw = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

    private static readonly DocumentRules s_rules = new(
        ["docs.example", "127.0.0.1:8080"],
        new Uri("http://127.0.0.1:8080/"),
        new Uri("https://docs.example/")
    );

    [Theory]
    [InlineData("https://docs.example/a.json", "https://docs.example/a.json")]
    [InlineData("HTTP://DOCS.EXAMPLE/A.json", "http://docs.example/A.json")]
    [InlineData("http://127.1:8080/a", "http://127.0.0.1:8080/a")]
    [InlineData("ipfs://" + Raw, "http://127.0.0.1:8080/ipfs/" + Raw)]
    [InlineData("ipfs://ipfs/" + Raw, "http://127.0.0.1:8080/ipfs/" + Raw)]
    [InlineData("ipfs://" + Raw + "/a%20b/é.json?x=1#y", "http://127.0.0.1:8080/ipfs/" + Raw + "/a%20b/%C3%A9.json")]
    [InlineData(
        "ar://0123456789012345678901234567890123456789-_a",
        "https://docs.example/0123456789012345678901234567890123456789-_a"
    )]
    public void An_allowed_document_has_one_address(string uri, string address)
    {
        DocumentPlace.Of(uri, s_rules).Address!.AbsoluteUri.ShouldBe(address);
    }

    [Theory]
    [InlineData("", "not an absolute URI")]
    [InlineData("a.json", "not an absolute URI")]
    [InlineData("0x1234", "not an absolute URI")]
    [InlineData("file://localhost/etc/passwd", "file: is not http or https")]
    [InlineData("/etc/passwd", "file: is not http or https")]
    [InlineData("ftp://docs.example/a", "ftp: is not http or https")]
    [InlineData("javascript:alert(1)", "javascript: is not http or https")]
    [InlineData("http://docs.example:81/", "the manifest does not allow the host docs.example:81")]
    [InlineData("https://docs.example:80/", "the manifest does not allow the host docs.example:80")]
    [InlineData("https://docs.example./", "the manifest does not allow the host docs.example.")]
    [InlineData("https://docs.example.evil.example/", "the manifest does not allow the host docs.example.evil.example")]
    [InlineData("https://evil.example/#@docs.example/", "the manifest does not allow the host evil.example")]
    [InlineData("https://evil.example?@docs.example/", "the manifest does not allow the host evil.example")]
    [InlineData("https://docs.example@evil.example/", "the address holds a user name or a password")]
    [InlineData("https://user:word@docs.example/", "the address holds a user name or a password")]
    [InlineData("http://127.0.0.1/", "the manifest does not allow the host 127.0.0.1")]
    [InlineData("http://2130706433/", "the manifest does not allow the host 127.0.0.1")]
    [InlineData("http://0x7f.1:8081/", "the manifest does not allow the host 127.0.0.1:8081")]
    [InlineData("http://[::1]:8080/", "the manifest does not allow the host [::1]:8080")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "the manifest does not allow the host 169.254.169.254")]
    [InlineData("https://docs.example\\@evil.example/", "holds control characters, spaces or backslashes")]
    [InlineData("https://docs.example/\r\nHost: evil.example", "holds control characters, spaces or backslashes")]
    [InlineData("https://docs.example/\u001b[2J", "holds control characters, spaces or backslashes")]
    [InlineData("https://docs.example/\0", "holds control characters, spaces or backslashes")]
    [InlineData(" https://docs.example/", "holds control characters, spaces or backslashes")]
    [InlineData("ipfs://", "not an IPFS content id")]
    [InlineData("ipfs://synthetic-demo/a", "not an IPFS content id")]
    [InlineData("ipfs://" + Raw + "/../../admin", "the path is not plain")]
    [InlineData("ipfs://" + Raw + "/%2e%2e/admin", "the path is not plain")]
    [InlineData("ipfs://" + Raw + "/%252e%252e/admin", "the path is not plain")]
    [InlineData("ipfs://" + Raw + "/a%2fb", "the path is not plain")]
    [InlineData("ipfs://" + Raw + "//a", "the path is not plain")]
    [InlineData("ar://short", "not an Arweave id")]
    [InlineData("ar://0123456789012345678901234567890123456789-_a/..", "the path is not plain")]
    [InlineData("data:", "not a readable data: URI")]
    [InlineData("data:application/json", "not a readable data: URI")]
    [InlineData("data:;base64,%%%", "not a readable data: URI")]
    [InlineData("data:;base64,A", "not a readable data: URI")]
    public void Hostile_and_mistaken_URIs_are_refused_without_a_fetch(string uri, string refusal)
    {
        DocumentPlace place = DocumentPlace.Of(uri, s_rules);

        place.Refusal.ShouldBe(refusal);
        place.Address.ShouldBeNull();
        place.Inline.ShouldBeNull();
    }

    [Fact]
    public void Without_rules_nothing_but_data_has_a_place()
    {
        DocumentPlace.Of("ipfs://" + Raw, DocumentRules.NoFetch).Refusal.ShouldBe("the manifest names no ipfs_gateway");
        DocumentPlace
            .Of("https://docs.example/", DocumentRules.NoFetch)
            .Refusal.ShouldBe("the manifest does not allow the host docs.example");
        DocumentPlace.Of("data:,a", DocumentRules.NoFetch).Inline!.Content.ShouldBe("a"u8.ToArray());
    }

    [Fact]
    public void An_address_has_at_most_2048_characters()
    {
        string longest = "https://docs.example/".PadRight(2_048, 'a');

        DocumentPlace.Of(longest, s_rules).Address.ShouldNotBeNull();
        DocumentPlace.Of(longest + "a", s_rules).Refusal.ShouldBe("longer than 2048 characters");
    }

    [Theory]
    [InlineData("data:,", "text/plain", "")]
    [InlineData("data:,a%20b%2", "text/plain", "a b%2")]
    [InlineData("DATA:application/JSON;charset=utf-8,{\"a\":\"é#\"}", "application/json", "{\"a\":\"é#\"}")]
    [InlineData("data:application/json;base64,eyJhIjoxfQ==", "application/json", "{\"a\":1}")]
    [InlineData("data:application/json;base64,eyJhIjoxfQ", "application/json", "{\"a\":1}")]
    [InlineData("data:;base64,eyJhIjoxfQ%3D%3D", "text/plain", "{\"a\":1}")]
    public void A_data_URI_holds_its_document(string uri, string type, string text)
    {
        DataUri inline = DocumentPlace.Of(uri, s_rules).Inline!;

        inline.MediaType.ShouldBe(type);
        Encoding.UTF8.GetString(inline.Content).ShouldBe(text);
    }

    [Theory]
    [InlineData("plain é 汉", "plain é 汉")]
    [InlineData("\u001b[31m\r\n\t", "\\u{1b}[31m\\u{d}\\u{a}\\u{9}")]
    [InlineData("a\u202eb\u200b\u2028\u0085\ufeff\ue000", "a\\u{202e}b\\u{200b}\\u{2028}\\u{85}\\u{feff}\\u{e000}")]
    public void What_strangers_wrote_is_one_line_that_shows_all_it_holds(string text, string shown)
    {
        PlainText.Of(text, lengthMax: 100).ShouldBe(shown);
        PlainText.Of(new string('a', 30), lengthMax: 10).ShouldBe("aaaaaaaaaa… (20 more)");
        PlainText.Of('\ud800' + "x", lengthMax: 10).ShouldBe("\\u{d800}x");
    }
}
