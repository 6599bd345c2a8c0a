using System.Text;
using System.Text.RegularExpressions;
using Souk.Dashboards.Memos;

namespace Souk.Dashboards.Tests.Memos;

public sealed class MemoPdfTests
{
    [Fact]
    public void All_lines_of_a_memo_are_on_one_page()
    {
        Memo memo = Memo(lines: 8, words: 30);

        string text = TextOf(MemoPdf.Write(memo), out string file);

        Regex.Count(file, "/Type /Page ").ShouldBe(1);
        foreach (MemoLine line in memo.Known.Concat(memo.Assumed).Concat(memo.Unverifiable).Concat(memo.Changes))
        {
            text.ShouldContain($"{line.Name}: {line.Text}");
        }

        text.ShouldContain("Oasis · Synthetic demo");
        text.ShouldContain("Three things that would change the answer");
        text.ShouldNotContain("More did not fit");
        int[] heights =
        [
            .. Regex.Matches(file, @"1 0 0 1 \S+ (\d+)\S* Tm").Select(match => int.Parse(match.Groups[1].Value)),
        ];
        heights.Length.ShouldBeGreaterThan(27);
        heights.ShouldAllBe(y => y > 20 && y < 842);
    }

    [Fact]
    public void What_does_not_fit_in_the_smallest_letters_is_left_out_and_the_page_says_so()
    {
        string text = TextOf(MemoPdf.Write(Memo(lines: 8, words: 400)), out string file);

        Regex.Count(file, "/Type /Page ").ShouldBe(1);
        text.ShouldContain("More did not fit: the page in the browser has all of it.");
    }

    [Fact]
    public void The_same_memo_gives_the_same_bytes() =>
        MemoPdf.Write(Memo(lines: 3, words: 9)).ShouldBe(MemoPdf.Write(Memo(lines: 3, words: 9)));

    private static Memo Memo(int lines, int words)
    {
        IReadOnlyList<MemoLine> Part(string name, int count) =>
            [
                .. Enumerable
                    .Range(1, count)
                    .Select(line => new MemoLine(
                        $"{name} {line}",
                        string.Join(' ', Enumerable.Range(1, words).Select(word => $"{name[0]}{line}w{word}"))
                    )),
            ];
        return new Memo(
            "Oasis",
            "What is known?",
            "Block 7",
            "Synthetic demo",
            Part("Known", lines),
            Part("Assumed", lines),
            Part("Unverifiable", lines),
            Part("Change", 3)
        );
    }

    // What a reader who selects all text gets: lines of one paragraph are joined by blanks.
    private static string TextOf(byte[] bytes, out string file)
    {
        file = Encoding.ASCII.GetString(bytes);
        return string.Join(' ', Regex.Matches(file, @"\((.*)\) Tj").Select(match => match.Groups[1].Value))
            .Replace("\\267", "·", StringComparison.Ordinal);
    }
}
