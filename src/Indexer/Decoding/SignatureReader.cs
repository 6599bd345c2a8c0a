using System.Globalization;

namespace Souk.Indexer.Decoding;

/// <summary>Reads Solidity's human-readable signatures from left to right; every error names the text and the
/// character it happened at.</summary>
internal sealed class SignatureReader(string text)
{
    /// <summary>Deepest parentheses followed; types beyond <see cref="AbiType.DepthMax"/> are refused anyway.</summary>
    private const int ParenthesesMax = AbiType.DepthMax + 1;

    private int _at;
    private int _parentheses;

    public string ReadName()
    {
        string name = ReadWord();
        return name.Length > 0 ? name : throw Error("expected a name");
    }

    /// <summary>Takes the next word if it is one of these, else takes nothing and returns null.</summary>
    public string? TakeAnyOf(params ReadOnlySpan<string> words)
    {
        int start = _at;
        string word = ReadWord();
        if (words.Contains(word))
        {
            return word;
        }

        _at = start;
        return null;
    }

    /// <summary>Reads <c>(type [indexed] [memory] [name], …)</c>, which may be empty.</summary>
    public List<AbiParameter> ReadParameters(bool allowIndexed)
    {
        Expect('(');
        if (++_parentheses > ParenthesesMax)
        {
            throw Error($"more than {ParenthesesMax} nested parentheses");
        }

        var parameters = new List<AbiParameter>();
        if (!Take(')'))
        {
            do
            {
                parameters.Add(ReadParameter(allowIndexed));
            } while (Take(','));
            Expect(')');
        }

        _parentheses--;
        return parameters;
    }

    public AbiType ReadType()
    {
        int start = _at;
        string name = ReadWord();
        AbiType type =
            name is "" or "tuple" && Peek() == '('
                ? ReadTuple()
                : AbiType.FromElementaryName(name) ?? throw Error($"'{name}' is not a type", start);
        while (Take('['))
        {
            string length = ReadWord();
            Expect(']');
            type = AbiType.ArrayOf(type, length.Length == 0 ? null : ParseLength(length));
        }

        return type;
    }

    public void ExpectEnd()
    {
        Take(';');
        if (Peek() != '\0')
        {
            throw Error($"unexpected '{Peek()}'");
        }
    }

    private AbiParameter ReadParameter(bool allowIndexed)
    {
        AbiType type = ReadType();
        bool isIndexed = allowIndexed && TakeAnyOf("indexed") is not null;
        while (TakeAnyOf("memory", "calldata", "storage", "payable") is not null) { }
        return new AbiParameter(ReadWord(), type, isIndexed);
    }

    private AbiType ReadTuple()
    {
        List<AbiParameter> components = ReadParameters(allowIndexed: false);
        return components.Count > 0 ? AbiType.TupleOf(components) : throw Error("a tuple has at least one member");
    }

    private int ParseLength(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            ? length
            : throw Error($"'{digits}' is not an array length");

    private string ReadWord()
    {
        Peek();
        int start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '$'))
        {
            _at++;
        }

        return text[start.._at];
    }

    private void Expect(char expected)
    {
        if (!Take(expected))
        {
            throw Error($"expected '{expected}'");
        }
    }

    private bool Take(char wanted)
    {
        if (Peek() != wanted)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>The next character that is not a space, or '\0' at the end.</summary>
    private char Peek()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        return _at < text.Length ? text[_at] : '\0';
    }

    private FormatException Error(string problem, int? at = null) =>
        new($"'{text}': {problem} at character {(at ?? _at) + 1}.");
}
