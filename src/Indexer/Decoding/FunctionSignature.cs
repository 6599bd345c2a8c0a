using System.Text.Json;

namespace Souk.Indexer.Decoding;

/// <summary>What a contract function is called, takes and returns; encodes calls and decodes results.</summary>
public sealed class FunctionSignature
{
    public const int SelectorByteCount = 4;

    private readonly AbiType _inputs;
    private readonly AbiType _outputs;

    private FunctionSignature(string name, IReadOnlyList<AbiParameter> inputs, IReadOnlyList<AbiParameter> outputs)
    {
        Name = name;
        _inputs = AbiType.TupleOf(inputs);
        _outputs = AbiType.TupleOf(outputs);
        Selector = Keccak256.Hash(CanonicalText)[..SelectorByteCount];
    }

    public string Name { get; }

    public IReadOnlyList<AbiParameter> Inputs => _inputs.Components;

    public IReadOnlyList<AbiParameter> Outputs => _outputs.Components;

    /// <summary><c>stake(uint256,uint256)</c>: the text that the selector hashes.</summary>
    public string CanonicalText => Name + _inputs.CanonicalName;

    /// <summary>The four bytes that a call starts with.</summary>
    public byte[] Selector { get; }

    /// <summary>Reads <c>[function] name(type [name], …) [view …] [returns (type, …)]</c>.</summary>
    /// <exception cref="FormatException">Anything else; names the text and the place.</exception>
    public static FunctionSignature Parse(string text)
    {
        var reader = new SignatureReader(text);
        reader.TakeAnyOf("function");
        string name = reader.ReadName();
        List<AbiParameter> inputs = reader.ReadParameters(allowIndexed: false);
        while (reader.TakeAnyOf("external", "public", "view", "pure", "payable", "nonpayable", "virtual") is not null)
        { }
        bool hasOutputs = reader.TakeAnyOf("returns") is not null;
        List<AbiParameter> outputs = hasOutputs ? reader.ReadParameters(allowIndexed: false) : [];
        reader.ExpectEnd();
        return new FunctionSignature(name, inputs, outputs);
    }

    /// <param name="abiEntry">An entry of a compiler's ABI with <c>"type": "function"</c>.</param>
    /// <exception cref="FormatException">Another kind of entry, or a parameter of unknown type.</exception>
    public static FunctionSignature FromJson(JsonElement abiEntry)
    {
        string kind = AbiJson.ReadText(abiEntry, "type");
        if (kind != "function")
        {
            throw new FormatException($"An ABI entry of type '{kind}' is not a function.");
        }

        return new FunctionSignature(
            AbiJson.ReadText(abiEntry, "name"),
            AbiJson.ReadParameters(abiEntry, "inputs"),
            AbiJson.ReadParameters(abiEntry, "outputs")
        );
    }

    /// <summary>The call's input data: selector and encoded arguments.</summary>
    /// <param name="arguments">As <see cref="AbiEncoder"/> accepts them. A sole array argument must be wrapped, or C#
    /// spreads it over the parameters: <c>EncodeCall([array])</c>.</param>
    /// <exception cref="ArgumentException">Wrong number, kind or size of arguments.</exception>
    public byte[] EncodeCall(params object[] arguments) => [.. Selector, .. AbiEncoder.Encode(_inputs, arguments)];

    /// <exception cref="AbiDecodingException">Not what the function is declared to return.</exception>
    public object[] DecodeResult(ReadOnlySpan<byte> data) => AbiDecoder.Decode(_outputs, data);

    public override string ToString() => CanonicalText;
}
