using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Souk.Charts.Documents;
using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Tests.Documents;

public sealed class PdfPageTests
{
    [Fact]
    public void Every_offset_of_the_table_leads_to_its_object_and_there_is_one_page()
    {
        PdfPage page = new();
        page.Text(50, 60, "Known (all) \\ “5 %” − 3 €", 10);
        page.Line(50, 70, 200, 70, "#102030");

        string file = Encoding.ASCII.GetString(page.Write("Memo", "en"));

        int table = int.Parse(Regex.Match(file, @"startxref\n(\d+)\n%%EOF\n$").Groups[1].Value);
        file[table..].ShouldStartWith("xref\n0 8\n0000000000 65535 f \n");
        int[] offsets =
        [
            .. Regex.Matches(file[table..], @"(\d{10}) 00000 n ").Select(match => int.Parse(match.Groups[1].Value)),
        ];
        offsets.Length.ShouldBe(7);
        foreach ((int index, int offset) in offsets.Index())
        {
            file[offset..].ShouldStartWith($"{index + 1} 0 obj\n");
        }

        file.ShouldContain("/Count 1");
        Regex.Count(file, "/Type /Page ").ShouldBe(1);
        int length = int.Parse(Regex.Match(file, @"/Length (\d+) ").Groups[1].Value);
        file.Split("stream\n")[1].Length.ShouldBe(length + "\nend".Length);
    }

    [Fact]
    public void Text_stands_from_above_in_the_bytes_of_its_encoding()
    {
        PdfPage page = new();
        page.Text(50, 60, "Known (all) “5 %” − é →", 10, isBold: true, color: "#ff0000");

        string file = Encoding.ASCII.GetString(page.Write("Memo", "en"));

        // 842 less 60; quotes, dash and é by their numbers in Windows-1252.
        file.ShouldContain(
            "BT 1 0 0 rg /F2 10 Tf 1 0 0 1 50 782 Tm (Known \\(all\\) \\2235 %\\224 \\226 \\351 ->) Tj ET"
        );
    }

    [Fact]
    public void Lines_are_no_wider_than_asked_by_the_widths_of_the_font()
    {
        // In Helvetica at 10 points "aaa" is 3 · 5.56, a space 2.78 wide: two words are 36.14 points.
        PdfPage.Wrap("aaa aaa aaa aaa aaa", 36.14, 10).ShouldBe(["aaa aaa", "aaa aaa", "aaa"]);
        PdfPage.Wrap("aaa aaa", 36.13, 10).ShouldBe(["aaa", "aaa"]);
        // A word that is too long is cut: five letters are 27.8 points.
        PdfPage.Wrap("aaaaaaaaaaaa", 27.8, 10).ShouldBe(["aaaaa", "aaaaa", "aa"]);
        PdfPage.Wrap("", 100, 10).ShouldBeEmpty();
    }

    [Fact]
    public void A_chart_is_drawn_with_its_words_and_the_same_chart_gives_the_same_bytes()
    {
        Chart chart = new()
        {
            Title = "Supply",
            X = new Axis("Day"),
            Y = new Axis("Tokens"),
            Series = [new LineSeries("Total", Tone.Blue, Positions.On([1.0, 2.0, 3.0]), [1, 4, 9])],
        };

        byte[] first = Draw(chart, out double height);
        byte[] second = Draw(chart, out _);

        second.ShouldBe(first);
        height.ShouldBe(380 * 420 / 760.0);
        string file = Encoding.ASCII.GetString(first);
        file.ShouldContain("(Supply) Tj");
        file.ShouldContain("(Total) Tj");
        file.ShouldContain(" RG ");
        double[] numbers =
        [
            .. Regex.Matches(file, @"([\d.]+) ([\d.]+) [ml] ").Select(match => Number(match.Groups[2].Value)),
        ];
        numbers.Length.ShouldBeGreaterThan(3);
        numbers.ShouldAllBe(y => y >= 842 - 100 - height && y <= 842 - 100);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static byte[] Draw(Chart chart, out double height)
    {
        PdfPage page = new();
        height = page.Picture(chart, 50, 100, 380, ChartWords.English);
        return page.Write("Chart", "en");
    }
}
