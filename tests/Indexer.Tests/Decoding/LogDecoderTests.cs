using System.Numerics;
using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Decoding;

public class LogDecoderTests
{
    private const string User = "0x00000000000000000000000000000000000000aa";

    private static readonly EventSignature Erc20 = EventSignature.Parse(
        "Transfer(address indexed from, address indexed to, uint256 value)"
    );

    private static readonly EventSignature Erc721 = EventSignature.Parse(
        "Transfer(address indexed from, address indexed to, uint256 indexed tokenId)"
    );

    [Fact]
    public void Transfers_of_coins_and_of_single_tokens_are_told_apart_by_topic_count()
    {
        var decoder = new LogDecoder([Erc20, Erc721]);

        DecodedLog? coins = decoder.Decode([Erc20.Topic0, Word("00"), Word("aa")], Data(Word("05")));
        DecodedLog? single = decoder.Decode([Erc20.Topic0, Word("00"), Word("aa"), Word("07")], []);

        coins!.Event.ShouldBeSameAs(Erc20);
        coins.Values.ShouldBe([default(Address), Address.Parse(User), (BigInteger)5]);
        single!.Event.ShouldBeSameAs(Erc721);
        single.Values.ShouldBe([default(Address), Address.Parse(User), (BigInteger)7]);
    }

    [Fact]
    public void A_log_of_no_candidate_is_null()
    {
        var decoder = new LogDecoder([Erc20]);

        decoder.Decode([Word("01"), Word("00"), Word("aa")], Data(Word("05"))).ShouldBeNull();
        decoder.Decode([Erc20.Topic0, Word("00")], []).ShouldBeNull();
        decoder.Decode([], []).ShouldBeNull();
    }

    [Fact]
    public void Candidates_that_logs_cannot_tell_apart_are_refused()
    {
        EventSignature other = EventSignature.Parse("Transfer(address, address indexed to, uint256 indexed value)");

        Should.Throw<ArgumentException>(() => new LogDecoder([Erc20, other])).Message.ShouldContain("3 topics");
    }

    [Fact]
    public void An_indexed_value_wider_than_a_word_is_its_hash()
    {
        EventSignature registered = EventSignature.Parse(
            "Registered(string indexed name, uint8[2] indexed pair, bool ok)"
        );
        Hash32 nameHash = Hash32.FromBytes(Keccak256.Hash("weather"));

        DecodedLog? log = new LogDecoder([registered]).Decode(
            [registered.Topic0, nameHash, Word("ff")],
            Data(Word("01"))
        );

        log!.Values.ShouldBe([nameHash, Word("ff"), true]);
    }

    [Fact]
    public void An_anonymous_event_matches_by_topic_count_when_no_named_one_does()
    {
        EventSignature note = EventSignature.Parse("Note(address indexed who, uint256 a, uint256 indexed b) anonymous");
        EventSignature named = EventSignature.Parse("Named(uint256 indexed id)");
        var decoder = new LogDecoder([note, named]);

        decoder
            .Decode([Word("aa"), Word("02")], Data(Word("01")))!
            .Values.ShouldBe([Address.Parse(User), BigInteger.One, (BigInteger)2]);
        decoder.Match([named.Topic0, Word("02")]).ShouldBeSameAs(named);
    }

    [Fact]
    public void Data_behind_the_last_value_is_accepted_only_when_topic0_vouches_for_the_types()
    {
        EventSignature named = EventSignature.Parse("Named(uint256 a)");
        EventSignature note = EventSignature.Parse("Note(uint256 a) anonymous");
        byte[] data = Data(Word("05"), Word("06"));

        LogDecoder.DecodeValues(named, [named.Topic0], data).ShouldBe([(BigInteger)5]);
        Should
            .Throw<AbiDecodingException>(() => LogDecoder.DecodeValues(note, [], data))
            .Message.ShouldBe("Not a log of 'Note(uint256)': 32 bytes are left behind the last value.");
    }

    [Theory]
    [InlineData("bool", "02", "is not a value of its type")]
    [InlineData("address", "010000000000000000000000000000000000000000", "is not a value of its type")]
    [InlineData("uint8", "0100", "is not a value of its type")]
    [InlineData("int8", "80", "is not a value of its type")]
    [InlineData("bytes31", "01", "is not a value of its type")]
    [InlineData("bytes", "20", "needs 32 bytes and 0 are left")]
    [InlineData("string", "40", "is beyond the 32 bytes behind it")]
    [InlineData("uint256[]", "00", null)]
    [InlineData("uint256[2]", "00", "needs 64 bytes and 32 are left")]
    [InlineData("string[1000]", "00", "needs 32000 bytes and 32 are left")]
    [InlineData("bytes", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "is beyond the 32 bytes")]
    public void A_word_that_is_no_value_is_refused_and_named(string type, string word, string? message)
    {
        EventSignature signature = EventSignature.Parse($"E({type} thing)");

        object[] Decode() => LogDecoder.DecodeValues(signature, [signature.Topic0], Data(Word(word)));

        if (message is null)
        {
            Decode().ShouldHaveSingleItem().ShouldBe(Array.Empty<object>());
            return;
        }

        var error = Should.Throw<AbiDecodingException>(Decode);
        error.Parameter.ShouldBe("thing");
        error.Message.ShouldStartWith("Parameter 'thing', ");
        error.Message.ShouldContain(message);
        error.Offset.ShouldNotBeNull();
    }

    [Fact]
    public void A_length_of_2_to_the_200_fails_before_anything_is_allocated()
    {
        EventSignature signature = EventSignature.Parse("E(uint256[] many)");
        byte[] data = Data(Word("20"), Word("01" + new string('0', 50)));
        Hash32[] topics = [signature.Topic0];
        long before = GC.GetAllocatedBytesForCurrentThread();

        var error = Should.Throw<AbiDecodingException>(() => LogDecoder.DecodeValues(signature, topics, data));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(256 << 10);
        error.Type.ShouldBe("uint256[]");
        error.Offset.ShouldBe(32);
        error.Message.ShouldContain("is beyond the 0 that follow");
    }

    [Fact]
    public void A_dirty_topic_is_named_by_its_index()
    {
        Hash32 dirty = Hash32.Parse("0x" + new string('f', 64));

        var error = Should.Throw<AbiDecodingException>(() =>
            LogDecoder.DecodeValues(Erc20, [Erc20.Topic0, Word("00"), dirty], Data(Word("05")))
        );

        error.Parameter.ShouldBe("to");
        error.Type.ShouldBe("address");
        error.Offset.ShouldBeNull();
        error.Message.ShouldStartWith("Parameter 'to', address in topic 2: 0xffff");
    }

    [Fact]
    public void Missing_and_dirty_padding_of_bytes_and_text_change_nothing()
    {
        EventSignature signature = EventSignature.Parse("E(string name)");
        byte[] unpadded = [.. Data(Word("20"), Word("02")), .. "hi"u8];
        byte[] dirty = [.. unpadded, .. Enumerable.Repeat((byte)0xEE, 30)];

        LogDecoder.DecodeValues(signature, [signature.Topic0], unpadded).ShouldBe(["hi"]);
        LogDecoder.DecodeValues(signature, [signature.Topic0], dirty).ShouldBe(["hi"]);
    }

    [Fact]
    public void Bytes_that_are_not_text_become_replacement_characters_in_a_string()
    {
        EventSignature signature = EventSignature.Parse("E(string name, uint256 amount)");
        byte[] data = [.. Data(Word("40"), Word("05"), Word("02")), 0xFF, (byte)'a'];

        LogDecoder.DecodeValues(signature, [signature.Topic0], data).ShouldBe(["\uFFFDa", (BigInteger)5]);
    }

    [Fact]
    public void A_log_of_another_event_is_refused_when_values_are_read_without_matching()
    {
        Should
            .Throw<AbiDecodingException>(() => LogDecoder.DecodeValues(Erc20, [Word("01"), Word("00"), Word("aa")], []))
            .Message.ShouldContain("topic0 is 0xddf252ad");
        Should
            .Throw<AbiDecodingException>(() => LogDecoder.DecodeValues(Erc20, [Erc20.Topic0], []))
            .Message.ShouldBe("Not a log of 'Transfer(address,address,uint256)': it has 3 topics, not 1.");
    }

    private static Hash32 Word(string hex) => Hash32.Parse("0x" + hex.PadLeft(64, '0'));

    private static byte[] Data(params Hash32[] words) => [.. words.SelectMany(word => word.ToBytes())];
}
