using System.Text.Json;
using Souk.Indexer.Decoding;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Decoding;

public class VectorTests
{
    [Fact]
    public void Keccak_agrees_with_all_516_vectors()
    {
        List<JsonElement> vectors = Vectors.Read("hashes");

        string[] hashes = [.. vectors.Select(vector => Hex.From(Keccak256.Hash(Hex.Bytes(vector.Text("data")))))];

        hashes.ShouldBe(vectors.Select(vector => vector.Text("keccak256")));
        hashes.Length.ShouldBe(516);
    }

    [Fact]
    public void All_2016_event_logs_decode_to_their_values()
    {
        int count = 0;

        foreach (JsonElement vector in Vectors.Read("contract-events"))
        {
            JsonElement entry = vector
                .Nested("interface")
                .EnumerateArray()
                .Single(item => item.GetProperty("type").GetString() == "event" && item.Text("name") == "testEvent");
            EventSignature signature = EventSignature.FromJson(entry);
            Hash32[] topics =
            [
                .. vector.GetProperty("topics").EnumerateArray().Select(t => Hash32.Parse(t.GetString()!)),
            ];

            DecodedLog? log = new LogDecoder([signature]).Decode(topics, Hex.Bytes(vector.Text("data")));

            log.ShouldNotBeNull(vector.Text("name"));
            log.Values.ShouldBe(ExpectedValues(signature, vector), vector.Text("name"));
            count++;
        }

        count.ShouldBe(2016);
    }

    [Theory]
    [InlineData("contract-interface", "normalizedValues", 2045)]
    [InlineData("contract-interface-abi2", "values", 1880)]
    public void All_function_results_decode_and_encode_back(string file, string values, int total)
    {
        int count = 0;

        foreach (JsonElement vector in Vectors.Read(file))
        {
            JsonElement entry = vector
                .Nested("interface")
                .EnumerateArray()
                .Single(item => item.Text("type") == "function");
            FunctionSignature function = FunctionSignature.FromJson(entry);
            AbiType[] types =
            [
                .. vector.Nested("types").EnumerateArray().Select(type => AbiType.Parse(type.GetString()!)),
            ];
            object[] expected =
            [
                .. vector.Nested(values).EnumerateArray().Select((value, i) => VectorValues.Expected(types[i], value)),
            ];

            object[] decoded = function.DecodeResult(Hex.Bytes(vector.Text("result")));

            decoded.ShouldBe(expected, vector.Text("name"));
            Hex.From(AbiEncoder.Encode(types, expected)).ShouldBe(vector.Text("result"), vector.Text("name"));
            function
                .Outputs.Select(output => output.Type.CanonicalName)
                .ShouldBe(types.Select(type => type.CanonicalName));
            count++;
        }

        count.ShouldBe(total);
    }

    [Fact]
    public void All_1880_function_signatures_have_their_canonical_text_and_selector()
    {
        int count = 0;

        foreach (JsonElement vector in Vectors.Read("contract-signatures"))
        {
            JsonElement entry = vector.Nested("abi").EnumerateArray().Single(item => item.Text("name") == "testSig");
            FunctionSignature function = FunctionSignature.FromJson(entry);

            function.CanonicalText.ShouldBe(vector.Text("signature"));
            Hex.From(function.Selector).ShouldBe(vector.Text("sigHash"));
            FunctionSignature.Parse(vector.Text("signature")).Selector.ShouldBe(function.Selector);
            count++;
        }

        count.ShouldBe(1880);
    }

    private static object[] ExpectedValues(EventSignature signature, JsonElement vector)
    {
        JsonElement values = vector.GetProperty("normalizedValues");
        JsonElement hashed = vector.GetProperty("hashed");
        return
        [
            .. signature.Parameters.Select(
                (parameter, index) =>
                    hashed[index].GetBoolean()
                        ? Hash32.Parse(values[index].GetString()!)
                        : VectorValues.Expected(parameter.Type, values[index])
            ),
        ];
    }
}
