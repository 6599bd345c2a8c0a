using Souk.Warehouse.Sheets;

namespace Souk.Warehouse.Tokens;

/// <summary>A checked file of the token registry.</summary>
public sealed class TokenFile
{
    private readonly Sheet _sheet;

    internal TokenFile(Sheet sheet) => _sheet = sheet;

    public string System => _sheet.System;

    /// <summary>Sections that have records, in the order of the shape.</summary>
    public IEnumerable<string> Sections => _sheet.Facts.Select(fact => fact.Section).Distinct();

    public IEnumerable<string> Items(string section) => _sheet.Items(section);

    /// <summary>Null where it is missing or was not found.</summary>
    public string? Value(string section, string item, string field) => _sheet.Value(section, item, field);

    /// <summary>The values of a record, in the order of the file's shape.</summary>
    public IEnumerable<TokenValue> Values(string section, string item) =>
        _sheet
            .Facts.Where(fact => fact.Section == section && fact.Item == item)
            .Select(fact => new TokenValue(fact.Field, fact.Value, fact.Confidence, fact.Source, fact.Line));
}

/// <summary>One value with what vouches for it.</summary>
/// <param name="Value">Null where it was not found.</param>
/// <param name="Line">Of the file, counted from 1.</param>
public sealed record TokenValue(string Field, string? Value, string Confidence, string Source, long Line);
