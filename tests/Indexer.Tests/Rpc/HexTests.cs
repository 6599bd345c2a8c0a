using System.Numerics;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Tests.Rpc;

public class HexTests
{
    [Theory]
    [InlineData(0, "0x0")]
    [InlineData(31, "0x1f")]
    [InlineData(256, "0x100")]
    [InlineData(long.MaxValue, "0x7fffffffffffffff")]
    public void A_quantity_has_no_leading_zeros_and_reads_back(long value, string text)
    {
        Hex.Quantity(value).ShouldBe(text);
        Hex.Quantity((BigInteger)value).ShouldBe(text);
        Hex.ToLong(text).ShouldBe(value);
        Hex.ToBigInteger(text).ShouldBe(value);
    }

    [Theory]
    [InlineData("1f")]
    [InlineData("0x")]
    [InlineData("0xg")]
    [InlineData("0x8000000000000000")]
    public void What_is_no_quantity_of_63_bits_is_refused(string text)
    {
        Should.Throw<FormatException>(() => Hex.ToLong(text));
    }

    [Fact]
    public void Bytes_read_back_and_half_bytes_are_refused()
    {
        Hex.Bytes("0x00ff").ShouldBe([0x00, 0xFF]);
        Hex.From([0x00, 0xFF]).ShouldBe("0x00ff");
        Should.Throw<FormatException>(() => Hex.Bytes("0x0"));
    }
}
