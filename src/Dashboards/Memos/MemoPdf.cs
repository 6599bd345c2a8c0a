using Souk.Charts;
using Souk.Charts.Documents;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Memos;

/// <summary>A memo as a PDF of one page: the same memo gives the same bytes.</summary>
/// <remarks>Text becomes smaller until all of it fits; what does not fit in the smallest one is left out, and the page says
/// so.</remarks>
public static class MemoPdf
{
    private const double Margin = 48;
    private const double Bottom = PdfPage.Height - 56;
    private const double SizeMax = 10;
    private const double SizeMin = 6.5;
    private const double SizeStep = 0.5;
    private const double ChartWidth = 300;
    private const string Muted = "#5b616b";
    private const string Rule = "#e2e3e6";

    /// <param name="chart">Drawn where there is room for it; null draws none.</param>
    public static byte[] Write(Memo memo, Chart? chart = null)
    {
        double size = SizeMax;
        while (size > SizeMin && !new Layout(new PdfPage(), memo, size).Fits(chart))
        {
            size -= SizeStep;
        }

        PdfPage page = new();
        new Layout(page, memo, size).Draw(chart);
        return page.Write(memo.Label is null ? memo.Title : $"{memo.Title} · {memo.Label}", PageWords.Charts.Language);
    }

    private sealed class Layout(PdfPage page, Memo memo, double size)
    {
        private double _y = Margin;
        private bool _isFull;

        /// <summary>Draws on the page, which is then thrown away, and tells whether all of it was on it.</summary>
        public bool Fits(Chart? chart)
        {
            Draw(chart);
            return !_isFull;
        }

        public void Draw(Chart? chart)
        {
            Write(memo.Label is null ? memo.Title : $"{memo.Title} · {memo.Label}", 1.8 * size, isBold: true);
            Write(memo.Question, 1.1 * size, color: Muted);
            Write(memo.AsOf, 0.9 * size, color: Muted);
            Part(PageWords.Plain("memos.known"), memo.Known, PageWords.Plain("memos.nothing-is-known-yet"));
            Part(PageWords.Plain("memos.assumed"), memo.Assumed, PageWords.Plain("memos.nothing-is-assumed"));
            Part(
                PageWords.Plain("memos.unverifiable"),
                memo.Unverifiable,
                PageWords.Plain("memos.nothing-that-matters-is-unverifiable")
            );
            Part(
                PageWords.Plain("memos.three-things-that-would-change"),
                memo.Changes,
                PageWords.Plain("memos.nothing-is-known-to")
            );
            if (chart is not null && _y + (ChartWidth * 0.56) < Bottom)
            {
                _y += page.Picture(chart, Margin, _y + size, ChartWidth, PageWords.Charts) + size;
            }

            page.Line(Margin, Bottom + 6, PdfPage.Width - Margin, Bottom + 6, Rule);
            string end = PageWords.Plain("memos.in-simulated-futures-ends-between");
            string more = _isFull ? $" {PageWords.Plain("memos.more-did-not-fit-the")}" : "";
            page.Text(Margin, Bottom + 20, end + more, 7.5, color: Muted);
        }

        private void Part(string heading, IReadOnlyList<MemoLine> lines, string empty)
        {
            _y += 0.7 * size;
            Write(heading, 1.25 * size, isBold: true);
            if (lines.Count == 0)
            {
                Write(empty, size);
            }

            foreach (MemoLine line in lines)
            {
                Write($"{line.Name}: {line.Text}", size, indent: size);
            }
        }

        private void Write(string text, double ofSize, bool isBold = false, double indent = 0, string color = "#1a1c20")
        {
            double left = Margin + indent;
            IReadOnlyList<string> lines = PdfPage.Wrap(text, PdfPage.Width - Margin - left, ofSize, isBold);
            if (_isFull || _y + (lines.Count * 1.3 * ofSize) > Bottom)
            {
                _isFull = true;
                return;
            }

            if (indent > 0)
            {
                page.Text(Margin, _y + ofSize, "•", ofSize, color: color);
            }

            foreach (string line in lines)
            {
                page.Text(left, _y + ofSize, line, ofSize, isBold, color);
                _y += 1.3 * ofSize;
            }

            _y += 0.25 * ofSize;
        }
    }
}
