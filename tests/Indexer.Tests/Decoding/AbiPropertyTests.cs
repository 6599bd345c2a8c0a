using FsCheck;
using FsCheck.Fluent;
using Souk.Indexer.Decoding;

namespace Souk.Indexer.Tests.Decoding;

public class AbiPropertyTests
{
    /// <summary>Objects take more room than words: a byte of data may cost so many bytes of memory.</summary>
    private const int BytesPerByteMax = 64;

    /// <summary>Types, messages and stack traces, which do not grow with the data.</summary>
    private const int BytesBesideMax = 256 << 10;

    [Fact]
    public void Any_values_decode_to_what_was_encoded()
    {
        Prop.ForAll(
                AbiGenerators.Encodables.ToArbitrary(),
                encodable =>
                {
                    object[] decoded = AbiDecoder.Decode(encodable.Types, encodable.Encode());

                    AbiGenerators.Describe(decoded).ShouldBe(AbiGenerators.Describe(encodable.Values));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Any_damaged_data_decodes_or_is_refused_in_little_memory()
    {
        int refusedCount = 0;

        Prop.ForAll(
                AbiGenerators.Mutants.ToArbitrary(),
                mutant =>
                {
                    long before = GC.GetAllocatedBytesForCurrentThread();
                    refusedCount += IsRefused(mutant.Types, mutant.Data) ? 1 : 0;
                    long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

                    allocated.ShouldBeLessThan(BytesPerByteMax * mutant.Data.Length + BytesBesideMax);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(4000));

        refusedCount.ShouldBeInRange(1000, 3900);
    }

    [Fact]
    public void Offsets_that_share_tails_cannot_multiply_the_data()
    {
        // 200 offsets to one array of 200 offsets to one array of 100 numbers: 4 million values in 504 words.
        byte[] data = Words([32, 200, .. Repeat(200 * 32, 200), 200, .. Repeat(200 * 32, 200), 100, .. Repeat(0, 100)]);
        AbiType[] types = [AbiType.Parse("uint256[][][]")];
        long before = GC.GetAllocatedBytesForCurrentThread();

        var error = Should.Throw<AbiDecodingException>(() => AbiDecoder.Decode(types, data));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(
            BytesPerByteMax * data.Length + BytesBesideMax
        );
        error.Message.ShouldContain("more than 4 times");
    }

    private static IEnumerable<int> Repeat(int value, int count) => Enumerable.Repeat(value, count);

    private static byte[] Words(IReadOnlyList<int> words) =>
        AbiEncoder.Encode([AbiType.Parse($"uint256[{words.Count}]")], [words]);

    private static bool IsRefused(AbiType[] types, byte[] data)
    {
        try
        {
            AbiDecoder.Decode(types, data);
            return false;
        }
        catch (AbiDecodingException)
        {
            return true;
        }
    }
}
