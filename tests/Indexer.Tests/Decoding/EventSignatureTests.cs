using System.Text.Json;
using Souk.Indexer.Decoding;

namespace Souk.Indexer.Tests.Decoding;

public class EventSignatureTests
{
    [Theory]
    [InlineData("Transfer(address indexed from, address indexed to, uint256 value)", "0xddf252ad")]
    [InlineData(
        "NFTCreated(address,address indexed,string,address indexed,string,string,bool,address indexed)",
        "0x8125264e"
    )]
    [InlineData("OrderStarted(address indexed,address,uint256,uint256,uint256,address indexed,uint256)", "0xe1c4fa79")]
    [InlineData("Swapped(bytes32 indexed,address indexed,uint,uint,address,uint,uint,uint)", "0x7b072645")]
    [InlineData(
        "ChannelOpen(uint256,uint256,address indexed,address,address indexed,bytes32 indexed,uint,uint)",
        "0x172899db"
    )]
    [InlineData("ChannelClaim(uint256 indexed,uint256,address indexed,uint256,uint256,uint256,uint256)", "0x77c3504a")]
    [InlineData("ERC20Released(address indexed token, uint256 amount)", "0xc0e52349")]
    [InlineData("event OFTSent(bytes32 indexed,uint32,address indexed,uint256,uint256);", "0x85496b76")]
    public void Topic0_is_the_one_seen_on_chain(string text, string start)
    {
        EventSignature.Parse(text).Topic0.ToString().ShouldStartWith(start);
    }

    [Fact]
    public void Json_and_text_of_a_nested_event_agree()
    {
        using JsonDocument json = JsonDocument.Parse(
            """
            {"type": "event", "name": "Sold", "anonymous": false, "inputs": [
              {"name": "order", "indexed": false, "type": "tuple[]", "internalType": "struct Order[]", "components": [
                {"name": "buyer", "type": "address"},
                {"name": "legs", "type": "tuple[2]", "components": [{"name": "amount", "type": "uint128"}]}]},
              {"name": "id", "indexed": true, "type": "uint256"}]}
            """
        );

        EventSignature fromJson = EventSignature.FromJson(json.RootElement);
        EventSignature fromText = EventSignature.Parse(
            "Sold((address buyer, tuple(uint128 amount)[2] legs)[] order, uint indexed id)"
        );

        fromJson.CanonicalText.ShouldBe("Sold((address,(uint128)[2])[],uint256)");
        fromJson.Topic0.ShouldBe(fromText.Topic0);
        fromJson.IndexedCount.ShouldBe(1);
        fromJson.Parameters[0].Type.Element!.Components[1].Name.ShouldBe("legs");
        fromText.Parameters[1].ShouldBe(fromText.Parameters[1] with { Name = "id", IsIndexed = true });
    }

    [Theory]
    [InlineData("Staked(adress user)", "'adress' is not a type at character 8")]
    [InlineData("Staked(address user", "expected ')' at character 20")]
    [InlineData("Staked(uint7 x)", "'uint7' is not a type")]
    [InlineData("Staked(uint08 x)", "'uint08' is not a type")]
    [InlineData("Staked(uint264 x)", "'uint264' is not a type")]
    [InlineData("Staked(bytes33 x)", "'bytes33' is not a type")]
    [InlineData("Staked(() x)", "a tuple has at least one member")]
    [InlineData("Staked(uint[0] x)", "no elements")]
    [InlineData("Staked(uint[999999999] x)", "the limit is 1048576")]
    [InlineData("Staked(uint x) returns (bool)", "unexpected 'r'")]
    [InlineData("Staked", "expected '('")]
    [InlineData("", "expected a name at character 1")]
    [InlineData("E(uint indexed a, uint indexed b, uint indexed c, uint indexed d)", "needs 5 topics")]
    [InlineData("E(((((((((((((((((((((uint))))))))))))))))))))", "nested parentheses")]
    [InlineData("E(uint[][][][][][][][][][][][][][][][][][] a)", "the limit is 16")]
    public void A_wrong_signature_is_refused_with_its_place(string text, string message)
    {
        Should.Throw<FormatException>(() => EventSignature.Parse(text)).Message.ShouldContain(message);
    }

    [Fact]
    public void An_anonymous_event_may_index_four_parameters()
    {
        EventSignature note = EventSignature.Parse(
            "LogNote(bytes4 indexed sig, address indexed guy, bytes32 indexed foo, bytes32 indexed bar) anonymous"
        );

        note.IsAnonymous.ShouldBeTrue();
        note.TopicCount.ShouldBe(4);
    }
}
