using System.Numerics;
using System.Text;
using Souk.Indexer.Cosmos;
using Souk.Indexer.Decoding;
using Souk.Indexer.Encodings;
using Souk.Indexer.Natives;

namespace Souk.Indexer.Tests.Cosmos;

/// <summary>Text of attributes and messages as values.</summary>
public sealed class AttributeFieldsTests
{
    private static readonly NativeAccounts Accounts = new();

    [Fact]
    public void Text_is_read_as_the_signature_says()
    {
        var fields = new AttributeFields(EventSignature.Parse("x(bool a, bytes b, int64 c, uint8 d, string e)"));
        var item = new CosmosEvent(
            "x",
            [new("e", "é"), new("d", "255"), new("c", "-3"), new("b", "00fF"), new("a", "true")]
        );

        object[] values = fields.Read(item, Accounts, new Coins([], Accounts)).Single();

        values[0].ShouldBe(true);
        values[1].ShouldBe(new byte[] { 0x00, 0xFF });
        values[2].ShouldBe(new BigInteger(-3));
        values[3].ShouldBe(new BigInteger(255));
        values[4].ShouldBe("é");
        fields.Keys.ShouldBe(["a", "b", "c", "d", "e"]);
    }

    [Theory]
    [InlineData("bool", "yes", "attribute a is 'yes', not true or false")]
    [InlineData("bytes", "0x00", "attribute a is not hex")]
    [InlineData("uint8", "256", "attribute a is 256, beyond uint8")]
    [InlineData("uint8", "-1", "attribute a is -1, beyond uint8")]
    [InlineData("int8", "128", "attribute a is 128, beyond int8")]
    [InlineData("uint8", "1.5", "attribute a is '1.5', not a whole number")]
    [InlineData("address", "", "attribute a is '', which is no account")]
    public void Text_that_does_not_fit_is_refused_with_its_reason(string type, string text, string problem)
    {
        var fields = new AttributeFields(EventSignature.Parse($"x({type} a)"));
        var item = new CosmosEvent("x", [new("a", text)]);

        Should
            .Throw<FormatException>(() => fields.Read(item, Accounts, new Coins([], Accounts)))
            .Message.ShouldBe(problem);
    }

    [Fact]
    public void Bytes_that_are_not_text_are_refused_and_kept_as_they_are()
    {
        var fields = new AttributeFields(EventSignature.Parse("x(string a)"));
        var item = new CosmosEvent("x", [new(Encoding.UTF8.GetBytes("a"), [0xC3, 0x28])]);

        Should
            .Throw<FormatException>(() => fields.Read(item, Accounts, new Coins([], Accounts)))
            .Message.ShouldBe("attribute a is not text");
        Convert.ToHexString(item.ToBytes()).ShouldBe("0A0178" + "1207" + "0A0161" + "1202C328");
    }

    [Fact]
    public void Two_lists_of_amounts_cannot_be_told_apart_and_are_refused()
    {
        Should
            .Throw<FormatException>(() =>
                new AttributeFields(EventSignature.Parse("x(uint256 a, address a_denom, uint256 b, address b_denom)"))
            )
            .Message.ShouldBe("more than one list of amounts");
    }

    [Theory]
    [InlineData(
        """{"do":{"text":"t","flag":true,"none":null,"list":[1,2]}}""",
        "msg_do",
        "text=t flag=true list=[1,2]"
    )]
    [InlineData("""{"do":{},"and":{}}""", "msg_", "")]
    [InlineData("""{"do":5}""", "msg_", "")]
    [InlineData("do", "msg_", "")]
    public void A_message_is_named_after_the_one_thing_that_it_tells(string json, string name, string fields)
    {
        byte[] execute = new ProtoWriter()
            .Bytes(1, "s"u8)
            .Bytes(2, "c"u8)
            .Bytes(3, Encoding.UTF8.GetBytes(json))
            .ToArray();
        byte[] any = new ProtoWriter().Bytes(1, "/cosmwasm.wasm.v1.MsgExecuteContract"u8).Bytes(2, execute).ToArray();
        byte[] body = new ProtoWriter().Bytes(1, any).ToArray();

        ContractMessage message = ContractMessages.Of(new ProtoWriter().Bytes(1, body).ToArray()).Single();

        (message.Contract, message.Event.Type).ShouldBe(("c", name));
        string.Join(' ', message.Event.Attributes.Skip(2).Select(item => $"{item.Key}={item.Text()}")).ShouldBe(fields);
        message.Bytes.ShouldBe(execute);
    }

    [Fact]
    public void Bytes_that_are_no_transaction_tell_contracts_nothing()
    {
        ContractMessages.Of([0xFF, 0xFF, 0x01]).ShouldBeEmpty();
        ContractMessages.Of([]).ShouldBeEmpty();
    }
}
