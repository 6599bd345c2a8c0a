using System.Text;
using Souk.Indexer.Documents;

namespace Souk.Indexer.Tests.Documents;

public sealed class ContentIdTests
{
    private const string Raw = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

    [Theory]
    [InlineData("hello world", "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD")]
    [InlineData("", "QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH")]
    [InlineData("hello world", Raw)]
    [InlineData("hello world", "f01551220b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9")]
    public void Ids_that_ipfs_gives_agree_with_their_content(string content, string id)
    {
        ContentId.Read(id)!.Agrees(Encoding.UTF8.GetBytes(content)).ShouldBe(true);
    }

    [Fact]
    public void A_raw_id_tells_other_bytes_and_a_tree_cannot()
    {
        ContentId.Read(Raw)!.Agrees("hello World"u8).ShouldBe(false);
        ContentId.Read("Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD")!.Agrees("hello World"u8).ShouldBeNull();
    }

    [Fact]
    public void A_raw_id_is_made_as_ipfs_makes_it() => ContentId.OfRaw("hello world"u8).ShouldBe(Raw);

    /// <summary>The identity hash, and BLAKE2b-256.</summary>
    [Theory]
    [InlineData("f015500026869")]
    [InlineData("f0155a0e40220b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9")]
    public void Other_hashes_cannot_be_told(string id) => ContentId.Read(id)!.Agrees("hi"u8).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("Qm")]
    [InlineData("Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyf0")]
    [InlineData("BAFKREIFZJUT3TE2NHYEKKLSS27NH3K72YSCO7Y32KOAO5EEI66WOF36N5E")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n51")]
    [InlineData("f0055122000")]
    [InlineData("fffffffffffffffffffff")]
    [InlineData("b")]
    [InlineData("z")]
    [InlineData("synthetic-demo")]
    [InlineData("../../etc/passwd")]
    public void What_is_no_id_is_none(string text) => ContentId.Read(text).ShouldBeNull();
}
