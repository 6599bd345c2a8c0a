using System.Globalization;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Parties;

/// <summary>What a file declares of one address.</summary>
/// <param name="Entity">All addresses with this name are one entity.</param>
/// <param name="ConfidencePpm">1 to 1,000,000 parts per million.</param>
/// <param name="Source">Where the claim comes from, in words or as a URL.</param>
internal sealed record AddressLabel(Address Address, string Entity, string Class, int ConfidencePpm, string Source)
{
    public const int TextLengthMax = 200;

    public static readonly IReadOnlyList<string> Classes =
    [
        "team",
        "treasury",
        "foundation",
        "investor",
        "exchange",
        "contributor",
        "buyer",
        "operator",
        "other",
    ];

    /// <param name="field">The text of a column, trimmed; empty where the file has none.</param>
    /// <exception cref="FormatException">Says which value cannot be used, and what would do.</exception>
    public static AddressLabel Parse(Func<string, string> field)
    {
        Address address = Address.Parse(field("address"));
        string kind = field("class") is { Length: > 0 } given ? given : "other";
        if (address == default)
        {
            throw new FormatException("the zero address belongs to nobody");
        }

        return Classes.Contains(kind)
            ? new AddressLabel(
                address,
                Text("entity", field("entity")),
                kind,
                ParseConfidence(field("confidence")),
                Text("source", field("source"))
            )
            : throw new FormatException($"class '{kind}' is none of {string.Join(", ", Classes)}");
    }

    private static string Text(string name, string value) =>
        value.Length is > 0 and <= TextLengthMax && !value.Any(char.IsControl)
            ? value
            : throw new FormatException(
                $"{name} must have 1 to {TextLengthMax} characters, none of them a control character"
            );

    // Exact: no double comes between the text and the parts per million.
    private static int ParseConfidence(string text)
    {
        if (text.Length == 0)
        {
            return 1_000_000;
        }

        bool isNumber = decimal.TryParse(
            text,
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out decimal confidence
        );
        return isNumber && confidence is > 0 and <= 1 && confidence * 1_000_000 % 1 == 0
            ? (int)(confidence * 1_000_000)
            : throw new FormatException(
                $"confidence '{text}' is not a number above 0, up to 1, with at most 6 decimal places, such as 0.9"
            );
    }
}
