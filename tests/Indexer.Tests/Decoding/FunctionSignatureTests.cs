using System.Numerics;
using Souk.Indexer.Decoding;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Decoding;

public class FunctionSignatureTests
{
    [Fact]
    public void A_call_is_the_selector_and_the_encoded_arguments()
    {
        FunctionSignature transfer = FunctionSignature.Parse(
            "function transfer(address to, uint256 amount) external returns (bool)"
        );
        Address to = Address.Parse("0x00000000000000000000000000000000000000aa");

        byte[] call = transfer.EncodeCall(to, 5);

        Hex.From(call).ShouldBe("0xa9059cbb" + "aa".PadLeft(64, '0') + "5".PadLeft(64, '0'));
    }

    [Fact]
    public void The_example_of_the_specification_encodes_as_published()
    {
        // Solidity documentation, "Contract ABI Specification", "Use of Dynamic Types".
        FunctionSignature function = FunctionSignature.Parse("f(uint256,uint32[],bytes10,bytes)");

        byte[] call = function.EncodeCall(
            0x123,
            new object[] { 0x456, 0x789 },
            "1234567890"u8.ToArray(),
            "Hello, world!"u8.ToArray()
        );

        Hex.From(call)
            .ShouldBe(
                "0x8be65246"
                    + "0000000000000000000000000000000000000000000000000000000000000123"
                    + "0000000000000000000000000000000000000000000000000000000000000080"
                    + "3132333435363738393000000000000000000000000000000000000000000000"
                    + "00000000000000000000000000000000000000000000000000000000000000e0"
                    + "0000000000000000000000000000000000000000000000000000000000000002"
                    + "0000000000000000000000000000000000000000000000000000000000000456"
                    + "0000000000000000000000000000000000000000000000000000000000000789"
                    + "000000000000000000000000000000000000000000000000000000000000000d"
                    + "48656c6c6f2c20776f726c642100000000000000000000000000000000000000"
            );
    }

    [Fact]
    public void A_result_decodes_to_values_and_an_empty_one_is_an_error()
    {
        FunctionSignature function = FunctionSignature.Parse("decimals() view returns (uint8 places)");

        object[] result = function.DecodeResult(Hex.Bytes("0x" + "12".PadLeft(64, '0')));
        var error = Should.Throw<AbiDecodingException>(() => function.DecodeResult([]));

        result.ShouldBe([(BigInteger)18]);
        error.Message.ShouldBe("Parameter 'places', uint8 at byte 0 of 0: needs 32 bytes and 0 are left.");
    }

    [Theory]
    [InlineData("f(uint8)", 256)]
    [InlineData("f(int8)", 128)]
    [InlineData("f(int8)", -129)]
    [InlineData("f(uint8)", -1)]
    [InlineData("f(address)", 1)]
    [InlineData("f(bool)", 1)]
    [InlineData("f(string)", 1)]
    [InlineData("f(uint[])", 1)]
    [InlineData("f(uint,uint)", 1)]
    public void An_argument_that_does_not_fit_is_refused(string signature, int argument)
    {
        Should.Throw<ArgumentException>(() => FunctionSignature.Parse(signature).EncodeCall(argument));
    }
}
