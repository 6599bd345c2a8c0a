using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Exports;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Exports;

/// <summary>Writes rows as a workbook of two sheets: the values, and what they are: formula, units, source, as of, digest.
/// </summary>
/// <remarks>A number that a spreadsheet would round is text. Text is never a formula. The digest is the SHA-256 of the same
/// rows as CSV, so that a sheet can be compared with any other output.</remarks>
public sealed class Workbook : IDisposable
{
    /// <summary>Rows that a sheet can hold, without the header.</summary>
    public const int RowsMax = 1_048_575;

    /// <summary>A spreadsheet keeps 15 decimal digits.</summary>
    private const int DigitsMax = 15;

    /// <summary>Characters that a cell can hold.</summary>
    private const int TextLengthMax = 32_767;

    private readonly MemoryStream _bytes = new();
    private readonly SpreadsheetDocument _document;
    private readonly WorksheetPart _values;
    private readonly OpenXmlWriter _writer;
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _count;

    public Workbook(IReadOnlyList<string> columns)
    {
        _document = SpreadsheetDocument.Create(_bytes, SpreadsheetDocumentType.Workbook);
        _document.AddWorkbookPart();
        _values = _document.WorkbookPart!.AddNewPart<WorksheetPart>();
        _writer = OpenXmlWriter.Create(_values);
        _writer.WriteStartElement(new Worksheet());
        _writer.WriteStartElement(new SheetData());
        Write([.. columns]);
        _digest.AppendData(Encoding.UTF8.GetBytes(CsvOutput.Line(columns)));
    }

    /// <exception cref="ExportException">More rows than a sheet can hold.</exception>
    public void Add(object?[] row)
    {
        if (_count++ == RowsMax)
        {
            throw new ExportException(PageWords.Plain("exports.a-sheet-holds-rows-and", RowsMax));
        }

        Write(row);
        _digest.AppendData(Encoding.UTF8.GetBytes(CsvOutput.Line(row)));
    }

    /// <summary>Ends the workbook.</summary>
    /// <param name="about">Names and texts for the second sheet.</param>
    /// <returns>The file's bytes.</returns>
    public byte[] End(IEnumerable<(string Name, string Text)> about)
    {
        _writer.WriteEndElement();
        _writer.WriteEndElement();
        _writer.Close();
        WorksheetPart described = _document.WorkbookPart!.AddNewPart<WorksheetPart>();
        (string, string)[] facts =
        [
            .. about,
            ("rows", _count.ToString(CultureInfo.InvariantCulture)),
            (
                "digest",
                PageWords.Plain("exports.sha-256-of-these-rows", Convert.ToHexStringLower(_digest.GetHashAndReset()))
            ),
        ];
        described.Worksheet = new Worksheet(new SheetData(facts.Select(fact => Row([fact.Item1, fact.Item2]))));
        _document.WorkbookPart.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(
            new DocumentFormat.OpenXml.Spreadsheet.Sheets(Sheet(_values, "values", 1), Sheet(described, "about", 2))
        );
        _document.Dispose();
        return _bytes.ToArray();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _document.Dispose();
        _digest.Dispose();
        _bytes.Dispose();
    }

    private void Write(object?[] row) => _writer.WriteElement(Row(row));

    private Sheet Sheet(WorksheetPart part, string name, uint id) =>
        new()
        {
            Id = _document.WorkbookPart!.GetIdOfPart(part),
            SheetId = id,
            Name = name,
        };

    private static Row Row(object?[] values) => new(values.Select(Cell));

    private static Cell Cell(object? value)
    {
        if (value is null)
        {
            return new Cell();
        }

        string text = CsvOutput.Text(value);
        return value switch
        {
            bool flag => new Cell { DataType = CellValues.Boolean, CellValue = new CellValue(flag ? "1" : "0") },
            _ when IsExactNumber(value, text) => new Cell
            {
                DataType = CellValues.Number,
                CellValue = new CellValue(text),
            },
            _ => new Cell
            {
                DataType = CellValues.InlineString,
                InlineString = new InlineString(new Text(Shown(text)) { Space = SpaceProcessingModeValues.Preserve }),
            },
        };
    }

    private static bool IsExactNumber(object value, string text) =>
        value
            is sbyte
                or byte
                or short
                or ushort
                or int
                or uint
                or long
                or ulong
                or Int128
                or UInt128
                or BigInteger
                or decimal
            ? text.Count(char.IsAsciiDigit) <= DigitsMax
            : value is double number && double.IsFinite(number) || value is float single && float.IsFinite(single);

    /// <summary>What XML can hold.</summary>
    private static string Shown(string text)
    {
        string shown = new([.. text.EnumerateRunes().SelectMany(rune => IsXml(rune) ? rune.ToString() : "?")]);
        return shown.Length <= TextLengthMax ? shown : shown[..(TextLengthMax - 1)] + "…";
    }

    private static bool IsXml(Rune rune) =>
        rune.Value is '\t' or '\n' || (rune.Value >= 0x20 && rune.Value is not (0xFFFE or 0xFFFF));
}
