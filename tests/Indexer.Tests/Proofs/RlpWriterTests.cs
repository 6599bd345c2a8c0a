using System.Text.Json;
using Souk.Indexer.Proofs;
using Souk.Indexer.Rpc;
using Souk.Indexer.Tests.Decoding;

namespace Souk.Indexer.Tests.Proofs;

public class RlpWriterTests
{
    [Fact]
    public void All_61_published_vectors_encode_to_their_bytes()
    {
        int count = 0;

        foreach (JsonElement vector in Vectors.Read("rlp-coder"))
        {
            var rlp = new RlpWriter();
            Write(rlp, vector.GetProperty("decoded"));

            Hex.From(rlp.Written).ShouldBe(vector.Text("encoded"), vector.Text("name"));
            count++;
        }

        count.ShouldBe(61);
    }

    [Theory]
    [InlineData(0UL, "0x80")]
    [InlineData(15UL, "0x0f")]
    [InlineData(127UL, "0x7f")]
    [InlineData(128UL, "0x8180")]
    [InlineData(1024UL, "0x820400")]
    [InlineData(ulong.MaxValue, "0x88ffffffffffffffff")]
    public void Integers_have_no_leading_zeros(ulong value, string encoded)
    {
        var rlp = new RlpWriter();

        rlp.WriteInteger(value);

        Hex.From(rlp.Written).ShouldBe(encoded);
    }

    private static void Write(RlpWriter rlp, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            rlp.WriteBytes(Hex.Bytes(value.GetString()!));
            return;
        }

        int list = rlp.StartList();
        foreach (JsonElement item in value.EnumerateArray())
        {
            Write(rlp, item);
        }

        rlp.EndList(list);
    }
}
