using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Souk.Simulation.Starters;

namespace Souk.Cli.Sheets;

/// <summary>Allocation tables and release tables as XLSX files.</summary>
internal static class AllocationBook
{
    // Built-in formats 0% and 0.00% of ECMA-376, 18.8.30: the cell holds 0.18 and shows 18 %.
    private static readonly uint[] s_percentFormats = [9, 10];
    private const int RowsMax = 1_000;

    // A small file can unpack to a huge one.
    private static readonly OpenSettings s_limits = new() { MaxCharactersInPart = 10_000_000 };

    public static bool IsXlsx(string path) => path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first sheet as the text of a CSV file; cells that show per cent are in per cent, commas become semicolons.</summary>
    /// <exception cref="InvalidInputException">It is no XLSX file, or has too many rows.</exception>
    public static string ReadAsCsv(string path)
    {
        using FileStream file = File.OpenRead(path);
        return ReadAsCsv(file, path);
    }

    /// <inheritdoc cref="ReadAsCsv(string)"/>
    /// <param name="name">For messages.</param>
    public static string ReadAsCsv(Stream file, string name)
    {
        try
        {
            using SpreadsheetDocument document = SpreadsheetDocument.Open(file, isEditable: false, s_limits);
            WorkbookPart book = document.WorkbookPart ?? throw new InvalidInputException($"{name} has no workbook.");
            Sheet sheet = book.Workbook.Descendants<Sheet>().First();
            WorksheetPart part = (WorksheetPart)book.GetPartById(sheet.Id!.Value!);
            Row[] rows = [.. part.Worksheet.Descendants<Row>().Take(RowsMax + 1)];
            return rows.Length > RowsMax
                ? throw new InvalidInputException($"{name} has more than {RowsMax} rows.")
                : string.Join('\n', rows.Select(row => Line(book, row)));
        }
        catch (Exception problem)
            when (problem
                    is OpenXmlPackageException
                        or FileFormatException
                        or InvalidDataException
                        or InvalidOperationException
                        or XmlException
            )
        {
            throw new InvalidInputException($"{name} is not an XLSX file that can be read: {problem.Message}");
        }
    }

    /// <summary>Writes months down and buckets across, in whole tokens, with what is free in all.</summary>
    public static void WriteReleases(string path, IReadOnlyList<ReleaseRow> rows, int decimals)
    {
        string[] buckets = [.. rows.Select(row => row.Bucket).Distinct()];
        SheetData data = new();
        data.Append(
            new Row([Text("month"), Text("date"), .. buckets.Select(Text), Text("released"), Text("cumulative")])
        );
        foreach (IGrouping<int, ReleaseRow> month in rows.GroupBy(row => row.Month))
        {
            Int128 released = month.Aggregate(Int128.Zero, (sum, row) => sum + row.Released);
            Int128 cumulative = month.Aggregate(Int128.Zero, (sum, row) => sum + row.Cumulative);
            data.Append(
                new Row([
                    Number(month.Key),
                    Text(month.First().Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                    .. month.Select(row => Tokens(row.Released, decimals)),
                    Tokens(released, decimals),
                    Tokens(cumulative, decimals),
                ])
            );
        }

        using SpreadsheetDocument document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        WorkbookPart book = document.AddWorkbookPart();
        WorksheetPart sheet = book.AddNewPart<WorksheetPart>();
        sheet.Worksheet = new Worksheet(data);
        book.Workbook = new Workbook(
            new DocumentFormat.OpenXml.Spreadsheet.Sheets(
                new Sheet
                {
                    Id = book.GetIdOfPart(sheet),
                    SheetId = 1,
                    Name = "Release",
                }
            )
        );
    }

    private static string Line(WorkbookPart book, Row row)
    {
        List<string> fields = [];
        foreach (Cell cell in row.Elements<Cell>())
        {
            // Empty cells are left out of the file: the column stands in the reference.
            for (int column = ColumnOf(cell, fields.Count); fields.Count < column; )
            {
                fields.Add("");
            }

            fields.Add(ValueOf(book, cell).Replace(',', ';').Replace('\n', ' '));
        }

        return string.Join(',', fields);
    }

    private static int ColumnOf(Cell cell, int fallback)
    {
        if (cell.CellReference?.Value is not { } reference)
        {
            return fallback;
        }

        int column = 0;
        foreach (char letter in reference.TakeWhile(char.IsAsciiLetterUpper))
        {
            column = (column * 26) + (letter - 'A' + 1);
        }

        return Math.Clamp(column - 1, fallback, fallback + AllocationCsv.BucketsMax);
    }

    private static string ValueOf(WorkbookPart book, Cell cell)
    {
        string text = cell.CellValue?.Text ?? cell.InnerText;
        if (cell.DataType?.Value == CellValues.SharedString)
        {
            return book.SharedStringTablePart!.SharedStringTable.ElementAt(
                int.Parse(text, CultureInfo.InvariantCulture)
            ).InnerText;
        }

        // 0.07 may stand in the file as 0.07000000000000001: fifteen digits are what a sheet shows.
        return
            cell.DataType is null or { Value: CellValues.Number }
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
            && Math.Abs(number) < 1e15
            ? ((decimal)number * (ShowsPercent(book, cell) ? 100 : 1)).ToString(
                "0.###############",
                CultureInfo.InvariantCulture
            )
            : text;
    }

    private static bool ShowsPercent(WorkbookPart book, Cell cell) =>
        cell.StyleIndex is { } style
        && book.WorkbookStylesPart?.Stylesheet.CellFormats?.ElementAtOrDefault((int)style.Value) is CellFormat format
        && format.NumberFormatId is { } id
        && s_percentFormats.Contains(id.Value);

    private static Cell Text(string text) => new() { DataType = CellValues.String, CellValue = new CellValue(text) };

    private static Cell Number(int number) => new() { DataType = CellValues.Number, CellValue = new CellValue(number) };

    // A sheet's numbers are doubles; the text keeps the digits that a reader of the file may want.
    private static Cell Tokens(Int128 amount, int decimals)
    {
        string digits = amount.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return new()
        {
            DataType = CellValues.Number,
            CellValue = new CellValue($"{digits[..^decimals]}.{digits[^decimals..]}".TrimEnd('0').TrimEnd('.')),
        };
    }
}
