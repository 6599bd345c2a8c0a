using System.IO.Compression;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Souk.Dashboards.Exports;

namespace Souk.Cli.Tests.Workbooks;

/// <summary>Workbooks are read as what they are, zipped XML (ECMA-376), and not by the library that wrote them.</summary>
public sealed class WorkbookTests
{
    private static readonly XNamespace s_main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    [Fact]
    public void Numbers_that_a_spreadsheet_would_round_are_text_and_others_are_numbers()
    {
        string[] cells = Cells(
            Book(
                ["a"],
                [123456789012345L],
                [1234567890123456L],
                [BigInteger.Parse("99999999999999999999999999999999999999")],
                [0.5],
                [double.NaN],
                [true],
                [null]
            ),
            1
        );

        cells.ShouldBe([
            "inlineStr a",
            "n 123456789012345",
            "inlineStr 1234567890123456",
            "inlineStr 99999999999999999999999999999999999999",
            "n 0.5",
            "inlineStr NaN",
            "b 1",
            "- ",
        ]);
    }

    [Fact]
    public void Text_is_never_a_formula_and_what_xml_cannot_hold_is_replaced()
    {
        byte[] book = Book(
            ["name"],
            ["=HYPERLINK(\"http://x\")"],
            ["a\u0000b\u001b[2J"],
            [" <&> é😀 "],
            [new string('x', 40_000)]
        );

        string[] cells = Cells(book, 1);
        cells[1].ShouldBe("inlineStr =HYPERLINK(\"http://x\")");
        cells[2].ShouldBe("inlineStr a?b?[2J");
        cells[3].ShouldBe("inlineStr  <&> é😀 ");
        cells[4].Length.ShouldBe("inlineStr ".Length + 32_767);
        Sheet(book, 1).Descendants(s_main + "f").ShouldBeEmpty();
    }

    [Fact]
    public void The_second_sheet_tells_what_the_values_are_with_the_digest_of_the_rows_as_csv()
    {
        byte[] book = Book(["a", "b"], [1, "x,y"]);

        string expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("a,b\n1,\"x,y\"\n")));
        Cells(book, 2)
            .ShouldBe([
                "inlineStr formula",
                "inlineStr select 1",
                "inlineStr rows",
                "inlineStr 1",
                "inlineStr digest",
                $"inlineStr SHA-256 of these rows as CSV: {expected}",
            ]);
    }

    private static byte[] Book(string[] columns, params object?[][] rows)
    {
        using var workbook = new Workbook(columns);
        foreach (object?[] row in rows)
        {
            workbook.Add(row);
        }

        return workbook.End([("formula", "select 1")]);
    }

    internal static string[] Cells(byte[] book, int sheet) =>
        [
            .. Sheet(book, sheet)
                .Descendants(s_main + "c")
                .Select(cell => $"{(string?)cell.Attribute("t") ?? "-"} {cell.Value}"),
        ];

    /// <summary>Follows the workbook's own references to a sheet.</summary>
    private static XDocument Sheet(byte[] book, int number)
    {
        using var zip = new ZipArchive(new MemoryStream(book));
        XNamespace relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        XNamespace package = "http://schemas.openxmlformats.org/package/2006/relationships";
        string id = (string)
            Read(zip, "xl/workbook.xml")
                .Descendants(s_main + "sheet")
                .ElementAt(number - 1)
                .Attribute(relations + "id")!;
        string target = (string)
            Read(zip, "xl/_rels/workbook.xml.rels")
                .Descendants(package + "Relationship")
                .Single(relation => (string)relation.Attribute("Id")! == id)
                .Attribute("Target")!;
        return Read(zip, target.StartsWith('/') ? target[1..] : "xl/" + target);
    }

    private static XDocument Read(ZipArchive zip, string name)
    {
        using Stream stream = zip.GetEntry(name)!.Open();
        return XDocument.Load(stream);
    }
}
