using System.Globalization;
using System.Numerics;
using Souk.Indexer.Decoding;
using Souk.Indexer.Encodings;
using Souk.Indexer.Natives;

namespace Souk.Indexer.Cosmos;

/// <summary>Turns the attributes of an event into the values of one signature: a parameter has the name of its attribute.
/// </summary>
/// <remarks>Where <c>uint256 X</c> is followed by <c>address X_denom</c>, attribute X is a list of amounts with their
/// denominations, and each of them is a log of its own.</remarks>
internal sealed class AttributeFields
{
    private const string DenomSuffix = "_denom";

    private readonly IReadOnlyList<AbiParameter> _parameters;
    private readonly int _coins;

    /// <exception cref="FormatException">More than one list of amounts.</exception>
    public AttributeFields(EventSignature signature)
    {
        Signature = signature;
        _parameters = signature.Parameters;
        List<int> lists = [.. Enumerable.Range(0, _parameters.Count).Where(IsCoins)];
        _coins =
            lists.Count <= 1 ? lists.FirstOrDefault(-1) : throw new FormatException("more than one list of amounts");
    }

    public EventSignature Signature { get; }

    /// <summary>Attributes that it needs.</summary>
    public IEnumerable<string> Keys =>
        _parameters.Where((_, index) => _coins < 0 || index != _coins + 1).Select(parameter => parameter.Name);

    /// <summary>Values in the order of the parameters: one list, or one for each denomination.</summary>
    /// <exception cref="FormatException">An attribute is not what the signature says, or occurs twice.</exception>
    public IReadOnlyList<object[]> Read(CosmosEvent item, NativeAccounts accounts, Coins coins)
    {
        object[] values = new object[_parameters.Count];
        for (int index = 0; index < values.Length; index++)
        {
            if (_coins < 0 || index < _coins || index > _coins + 1)
            {
                values[index] = ReadOne(_parameters[index], TextOf(item, _parameters[index].Name), accounts);
            }
        }

        if (_coins < 0)
        {
            return [values];
        }

        AbiParameter amount = _parameters[_coins];
        return
        [
            .. coins
                .Read(TextOf(item, amount.Name))
                .Select(coin =>
                {
                    object[] row = [.. values];
                    row[_coins] = RequireRoom(amount, coin.Amount);
                    row[_coins + 1] = coin.Denom;
                    return row;
                }),
        ];
    }

    private bool IsCoins(int index) =>
        index + 1 < _parameters.Count
        && _parameters[index].Type.Kind == AbiKind.Unsigned
        && _parameters[index + 1].Type.Kind == AbiKind.Address
        && _parameters[index + 1].Name == _parameters[index].Name + DenomSuffix;

    private static string TextOf(CosmosEvent item, string key)
    {
        CosmosAttribute[] found = [.. item.Attributes.Where(attribute => attribute.Key == key)];
        return found.Length == 1
            ? found[0].Text()
            : throw new FormatException($"attribute {key} occurs {found.Length} times");
    }

    private static object ReadOne(AbiParameter parameter, string text, NativeAccounts accounts) =>
        parameter.Type.Kind switch
        {
            AbiKind.Address => Bech32.IsAccount(text)
                ? accounts.OfText(text)
                : throw new FormatException($"attribute {parameter.Name} is '{text}', which is no account"),
            AbiKind.Bool => text switch
            {
                "true" => true,
                "false" => false,
                _ => throw new FormatException($"attribute {parameter.Name} is '{text}', not true or false"),
            },
            AbiKind.Unsigned or AbiKind.Signed => RequireRoom(parameter, NumberOf(parameter, text)),
            AbiKind.Bytes => BytesOf(parameter, text),
            _ => text,
        };

    private static BigInteger NumberOf(AbiParameter parameter, string text) =>
        BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
            ? number
            : throw new FormatException($"attribute {parameter.Name} is '{text}', not a whole number");

    private static BigInteger RequireRoom(AbiParameter parameter, BigInteger number)
    {
        bool isSigned = parameter.Type.Kind == AbiKind.Signed;
        BigInteger limit = BigInteger.One << (parameter.Type.Size - (isSigned ? 1 : 0));
        return number < limit && number >= (isSigned ? -limit : BigInteger.Zero)
            ? number
            : throw new FormatException($"attribute {parameter.Name} is {number}, beyond {parameter.Type}");
    }

    private static byte[] BytesOf(AbiParameter parameter, string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw new FormatException($"attribute {parameter.Name} is not hex");
        }
    }
}
