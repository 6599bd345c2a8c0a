using System.Text.Json.Nodes;
using Souk.Kernel.Displays;

namespace Souk.Kernel.Tests.Displays;

public class FormattersTests
{
    [Theory]
    [InlineData(null, "null")]
    [InlineData("text", "text")]
    [InlineData(1234.5, "1234.5")]
    [InlineData(true, "True")]
    public void A_word_is_shown_as_text(object? value, string expected) => Text(value).ShouldBe(expected);

    [Fact]
    public void Sequences_and_objects_show_their_parts()
    {
        Text(new[] { 1, 2 }).ShouldBe("[ 1, 2 ]");
        Text(new List<object?> { "a", null, new[] { 0.5m } }).ShouldBe("[ a, null, [ 0.5 ] ]");
        Text(new Plain()).ShouldBe("Plain { Name = n, Broken = <FormatException: no> }");
    }

    [Fact]
    public void An_endless_sequence_shows_its_first_items()
    {
        string text = Text(Endless());

        text.ShouldStartWith("[ 0, 1, 2, ");
        text.ShouldEndWith("99, … ]");
    }

    [Fact]
    public void Rows_become_a_table_that_is_cut_and_escaped()
    {
        MimeBundle bundle = Formatters.Format(Enumerable.Range(0, 60).Select(n => new { Name = $"<{n}>" }));

        string html = bundle.Formats[Mime.Html].ToString();
        html.ShouldStartWith("<table><thead><tr><th>Name</th></tr></thead><tbody><tr><td>&lt;0&gt;</td></tr>");
        html.ShouldEndWith("<tr><td>&lt;49&gt;</td></tr></tbody></table><p>The first 50 rows.</p>");
    }

    [Fact]
    public void The_latest_formatter_that_fits_wins_and_one_that_throws_is_shown()
    {
        Formatters.Register<Shape>(_ => MimeBundle.Of(Mime.Svg, "<svg/>"));
        Formatters.Register<Square>(_ => throw new InvalidOperationException("no corners"));

        Formatters.Format(new Shape()).Formats.Keys.ShouldBe([Mime.Svg, Mime.Text]);
        Text(new Square()).ShouldEndWith("failed: System.InvalidOperationException: no corners");
    }

    [Fact]
    public void Json_is_data_not_text()
    {
        JsonNode shown = Formatters.Format(new JsonObject { ["a"] = 1 }).Formats[Mime.Json];

        ((int?)shown["a"]).ShouldBe(1);
    }

    [Fact]
    public void An_output_beyond_the_limit_is_refused_with_words() =>
        Text(new string('x', MimeBundle.CharactersMax + 1)).Length.ShouldBeLessThan(30_000);

    [Fact]
    public void A_picture_beyond_the_limit_is_refused_with_words() =>
        Text(MimeBundle.Of(Mime.Png, new string('x', MimeBundle.CharactersMax + 1)))
            .ShouldContain("Write it to a file.");

    private static string Text(object? value) => Formatters.Format(value).Formats[Mime.Text].ToString();

    private static IEnumerable<int> Endless()
    {
        for (int n = 0; ; n++)
        {
            yield return n;
        }
    }

    private class Shape;

    private sealed class Square : Shape;

    private sealed class Plain
    {
        public string Name => "n";

        public string Broken => throw new FormatException("no");
    }
}
