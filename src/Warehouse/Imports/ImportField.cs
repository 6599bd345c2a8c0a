namespace Souk.Warehouse.Imports;

/// <summary>What a value of a file may be.</summary>
internal enum FieldKind
{
    /// <summary>1 to <see cref="FieldText.LengthMax"/> characters.</summary>
    Text,

    /// <summary>One of the field's words.</summary>
    Word,

    /// <summary>A day, or only its month or year where no more is known.</summary>
    Date,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A point in time with its offset from UTC.</summary>
    Time,

    /// <summary>Zero or more, exact: up to 20 digits before the point and 18 behind it.</summary>
    Amount,

    /// <summary>A whole number from zero on, of up to <see cref="ImportField.DigitsMax"/> digits.</summary>
    Integer,

    /// <summary>0 to 100, up to 6 decimal places.</summary>
    Percent,

    /// <summary>Whole months, or a range of them such as 6-12.</summary>
    Months,

    /// <summary>An account of an EVM chain.</summary>
    Address,

    /// <summary>An account of any chain.</summary>
    AnyAddress,
}

/// <summary>A named value of a file.</summary>
/// <param name="Meaning">For editors and people.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="IsKey">Whether it tells one row from another; key fields are required.</param>
internal sealed record ImportField(
    string Name,
    FieldKind Kind,
    string Meaning,
    bool IsRequired = false,
    bool IsKey = false
)
{
    /// <summary>What a <see cref="FieldKind.Word"/> may be.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Of a <see cref="FieldKind.Integer"/>; fewer where rows are added up.</summary>
    public int DigitsMax { get; init; } = 38;

    /// <summary>Whether a key may be one that was looked for and not found, as the date of what a source does not date.</summary>
    public bool MayBeNotFound { get; init; }

    /// <summary>The section of the same file that must have an item of this name; null for none.</summary>
    public string? RefersTo { get; init; }

    /// <summary>What would do, in words.</summary>
    public string Expected =>
        Kind switch
        {
            FieldKind.Word => $"one of {string.Join(", ", Words)}",
            FieldKind.Date => "a date such as 2024-04-11, 2024-04 or 2024",
            FieldKind.Day => "a day such as 2024-04-11",
            FieldKind.Time => "a time with its offset, such as 2024-04-11T08:00:00Z or 2024-04-11T10:00:00+02:00",
            FieldKind.Amount =>
                "a number from 0 with up to 20 digits before the point and 18 behind it, such as 0.0875",
            FieldKind.Integer => $"a whole number from 0, of up to {DigitsMax} digits",
            FieldKind.Percent => "a number from 0 to 100 with up to 6 decimal places",
            FieldKind.Months => "whole months up to 600, such as 12 or 6-12",
            FieldKind.Address => "0x and 40 hex digits",
            FieldKind.AnyAddress => "an address without spaces",
            _ => $"text of 1 to {FieldText.LengthMax} characters",
        };
}
