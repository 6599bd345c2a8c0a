using System.Text.Json;
using Souk.Indexer.Sources;

namespace Souk.Indexer.Tests.Sources;

public sealed class SourceJsonTests
{
    [Theory]
    [InlineData("""{"number":"0x1"}""", "the block has no 'hash'")]
    [InlineData("""{"number":null}""", "the block has no 'number'")]
    public void A_block_without_a_field_names_the_field(string json, string message)
    {
        using JsonDocument block = JsonDocument.Parse(json);

        FormatException failure = Assert.Throws<FormatException>(() => SourceJson.ReadHeader(block.RootElement));

        Assert.Equal(message, failure.Message);
    }
}
