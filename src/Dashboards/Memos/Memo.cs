using Souk.Charts;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Memos;

/// <summary>One page to hand on: what is known, assumed and unverifiable, and three things that would change the answer.</summary>
/// <param name="Question">What it answers.</param>
/// <param name="AsOf">Of which block, or which scenario hash, seed and runs.</param>
/// <param name="Label">Origin that every page must carry; null where it is real.</param>
/// <param name="Changes">Three, the strongest first.</param>
public sealed record Memo(
    string Title,
    string Question,
    string AsOf,
    string? Label,
    IReadOnlyList<MemoLine> Known,
    IReadOnlyList<MemoLine> Assumed,
    IReadOnlyList<MemoLine> Unverifiable,
    IReadOnlyList<MemoLine> Changes
)
{
    /// <summary>Names its files.</summary>
    public const string Key = "memo";

    /// <summary>Lines of a part; more do not fit on a page, and the last one says how many there are.</summary>
    public const int LinesMax = 8;

    public const int ChangesMax = 3;

    /// <summary>Its lines as rows, and the page of PDF.</summary>
    /// <param name="chart">Drawn in the PDF where there is room; null for none.</param>
    public Exhibit ToExhibit(Chart? chart) =>
        new(
            Key,
            Title,
            ExportTable.Of(
                new[]
                {
                    ("known", Known),
                    ("assumed", Assumed),
                    ("unverifiable", Unverifiable),
                    ("changes", Changes),
                }.SelectMany(part => part.Item2.Select(line => (Part: part.Item1, Line: line))),
                ("part", row => row.Part),
                ("name", row => row.Line.Name),
                ("text", row => row.Line.Text),
                ("link", row => row.Line.Link)
            )
        )
        {
            Label = Label,
            About = [("question", Question), ("as of", AsOf)],
            Pdf = () => MemoPdf.Write(this, chart),
        };

    /// <summary>The first lines, and how many more there are.</summary>
    internal static IReadOnlyList<MemoLine> Fit(IReadOnlyList<MemoLine> lines, string? link) =>
        lines.Count <= LinesMax
            ? lines
            :
            [
                .. lines.Take(LinesMax - 1),
                new MemoLine(
                    PageWords.Plain("memos.and"),
                    PageWords.Plain("memos.more", lines.Count - LinesMax + 1),
                    link
                ),
            ];
}

/// <param name="Link">Where its evidence is; null where there is none.</param>
public sealed record MemoLine(string Name, string Text, string? Link = null);
