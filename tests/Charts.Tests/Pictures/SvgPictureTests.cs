using System.Globalization;
using System.Xml.Linq;
using Souk.Charts.Figures;
using Souk.Charts.Pictures;
using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Tests.Pictures;

public class SvgPictureTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    private static readonly Positions _days = Positions.On([
        new DateOnly(2025, 1, 1),
        new(2025, 2, 1),
        new(2025, 3, 1),
    ]);

    [Fact]
    public void A_line_goes_through_its_points_and_gaps_break_it()
    {
        XElement picture = Draw(new LineSeries("a", Tone.Blue, Positions.On([0.0, 1, 2, 3]), [1, 2, double.NaN, 4]));

        string data = picture.Descendants(_svg + "path").ShouldHaveSingleItem().Attribute("d")!.Value;

        data.Count(letter => letter == 'M').ShouldBe(2);
        data.Count(letter => letter == 'L').ShouldBe(1);
        data.ShouldStartWith("M78 ");
    }

    [Fact]
    public void A_grid_has_a_cell_for_each_share_and_none_for_a_gap()
    {
        XElement picture = Draw(
            new HeatSeries(
                "a",
                Tone.Blue,
                ["+0", "+1"],
                ["January", "February"],
                [
                    [1, 0.25],
                    [0.5, double.NaN],
                ]
            )
        );

        string[] texts = [.. picture.Descendants(_svg + "text").Select(text => text.Value)];
        texts.ShouldContain("January");
        texts.ShouldContain("+1");
        texts.Where(text => text.EndsWith('%')).Select(text => text.Replace(" ", "")).ShouldBe(["100%", "25%", "50%"]);
        string[] fills = [.. picture.Descendants(_svg + "rect").Skip(1).Select(cell => cell.Attribute("fill")!.Value)];
        fills.ShouldBe([
            Theme.Light.Over(Tone.Blue, 82),
            Theme.Light.Over(Tone.Blue, 24),
            Theme.Light.Over(Tone.Blue, 43),
        ]);
    }

    [Fact]
    public void What_a_cell_says_can_be_read_on_it_in_every_tone_of_both_themes()
    {
        foreach (Theme theme in new[] { Theme.Light, Theme.Dark })
        {
            foreach (Tone tone in Enum.GetValues<Tone>())
            {
                double[] shares = [.. Enumerable.Range(0, 11).Select(tenth => tenth / 10.0)];
                XElement picture = XElement.Parse(
                    SvgPicture.Of(
                        ChartOf(
                            new HeatSeries("a", tone, [.. shares.Select(share => $"{share}")], ["January"], [shares])
                        ),
                        theme,
                        ChartWords.English
                    )
                );
                string[] fills = [.. picture.Descendants(_svg + "rect").Skip(1).Select(FillOf)];
                string[] inks =
                [
                    .. picture.Descendants(_svg + "text").Where(text => text.Value.EndsWith('%')).Select(FillOf),
                ];

                fills.Length.ShouldBe(shares.Length);
                fills
                    .Zip(inks, Contrast)
                    .ShouldAllBe(contrast => contrast >= 4.5, $"{theme.Name}, {tone}: {string.Join(' ', fills)}");
            }
        }

        string FillOf(XElement element) => element.Attribute("fill")!.Value;
    }

    // WCAG 2.2, "contrast ratio".
    private static double Contrast(string one, string other)
    {
        double[] lights = [.. new[] { Light(one), Light(other) }.Order()];
        return (lights[1] + 0.05) / (lights[0] + 0.05);

        static double Light(string colour) =>
            Convert
                .FromHexString(colour.AsSpan(1))
                .Select(part => part / 255.0)
                .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))
                .Zip([0.2126, 0.7152, 0.0722], (part, weight) => part * weight)
                .Sum();
    }

    [Fact]
    public void A_grid_with_other_numbers_of_cells_than_names_is_refused() =>
        Should.Throw<ArgumentException>(() =>
            Draw(
                new HeatSeries(
                    "a",
                    Tone.Blue,
                    ["+0"],
                    ["January"],
                    [
                        [1, 2],
                    ]
                )
            )
        );

    [Fact]
    public void Greater_values_are_higher()
    {
        XElement picture = Draw(
            new BarSeries("a", Tone.Blue, Positions.On(["one", "two"]), [1, 3]),
            new BarSeries("b", Tone.Orange, Positions.On(["one", "two"]), [1, -1])
        );

        double[] heights = [.. Bars(picture).Select(bar => (double)bar.Attribute("height")!)];
        double[] tops = [.. Bars(picture).Select(bar => (double)bar.Attribute("y")!)];

        heights[1].ShouldBe(3 * heights[0], 0.05);
        tops[2].ShouldBe(tops[0] - heights[0], 0.05);
        tops[3].ShouldBe(tops[1] + heights[1], 0.05);
    }

    [Fact]
    public void Places_of_a_flow_are_as_high_as_what_leaves_or_enters_them_and_keep_their_names_in_the_picture()
    {
        XElement picture = Draw(
            new FlowSeries(
                "flow",
                Tone.Grey,
                [
                    new Flow("Early contributors of the foundation", "Held", 3, Tone.Blue),
                    new Flow("Early contributors of the foundation", "Sold", 1, Tone.Orange),
                    new Flow("Seed", "Held", 2, Tone.Blue),
                    new Flow("Nobody", "Sold", 0, Tone.Orange),
                ]
            )
        );

        XElement[] places =
        [
            .. picture.Elements(_svg + "rect").Where(place => (string?)place.Attribute("width") == "12"),
        ];
        double[] heights = [.. places.Select(place => (double)place.Attribute("height")!)];
        string[] names = [.. picture.Elements(_svg + "text").Skip(1).Select(name => name.Value)];

        names.ShouldBe(["Early contributors of the foundation, 67 %", "Seed, 33 %", "Held, 83 %", "Sold, 17 %"]);
        double one = heights[3];
        one.ShouldBeGreaterThan(40);
        heights.ShouldBe([4 * one, 2 * one, 5 * one, one], 0.1);
        ((double)places[0].Attribute("x")!).ShouldBeGreaterThan(names[0].Length * 6.0);
    }

    [Fact]
    public void Flows_fit_a_phone_with_their_names_over_the_bands()
    {
        FlowSeries flows = new(
            "flow",
            Tone.Grey,
            [
                new Flow("Early contributors of the foundation", "Held", 3, Tone.Blue),
                new Flow("Seed", "Sold", 1, Tone.Orange),
            ]
        );

        XElement picture = XElement.Parse(
            SvgPicture.Narrow(ChartOf(flows) with { Label = "Synthetic demo" }, Theme.Light, ChartWords.English)
        );

        double width = (double)picture.Attribute("width")!;
        width.ShouldBeLessThan(360);
        XElement[] texts = [.. picture.Elements(_svg + "text")];
        texts
            .Select(text => text.Value)
            .ShouldBe([
                "A chart",
                "Synthetic demo",
                "Early contributors of th…, 75 %",
                "Seed, 25 %",
                "Held, 75 %",
                "Sold, 25 %",
            ]);
        texts.ShouldAllBe(text => (double)text.Attribute("x")! >= 0 && (double)text.Attribute("x")! < width);
        picture
            .Elements()
            .ToList()
            .IndexOf(texts[2])
            .ShouldBeGreaterThan(
                picture.Elements().ToList().IndexOf(picture.Elements(_svg + "path").Last()),
                "names lie over the bands"
            );
        Should.Throw<ArgumentException>(() => SvgPicture.Narrow(ChartOf(), Theme.Light, ChartWords.English));
    }

    [Fact]
    public void A_picture_speaks_the_language_that_it_is_given()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.AbbreviatedMonthNames =
        [
            .. "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".Split(' '),
            "",
        ];
        culture.DateTimeFormat.AbbreviatedMonthGenitiveNames = culture.DateTimeFormat.AbbreviatedMonthNames;
        ChartWords french = new()
        {
            Language = "fr",
            Culture = culture,
            Empty = "Rien encore.",
            Rows = "Lignes {0} à {1}, de {2}.",
            Median = "Médiane",
            Middle = "{0} % centraux",
        };
        FanSeries fan = new("fan", Tone.Blue, _days, [1, 2, 3], [new QuantileBand(0.05, 0.95, [0, 1, 2], [2, 3, 4])]);
        PrintedTable table = new("a", ["b"], [.. Enumerable.Range(0, 101).Select(row => (string[])[$"{row}"])]);

        SvgPicture.Of(ChartOf(fan), Theme.Light, french).ShouldContain(">12 f&#233;vr.<");
        SvgPicture.Of(ChartOf(), Theme.Light, french).ShouldContain(">Rien encore.<");
        SvgPicture.Of(table, Theme.Light, french).ShouldContain(">Lignes 1 &#224; 100, de 101. <");
        string figure = PlotlyFigure.Json(ChartOf(fan), Theme.Light, french);
        figure.ShouldContain("\"name\":\"M\\u00E9diane\"");
        figure.ShouldContain("\"name\":\"90 % centraux\"");
    }

    [Fact]
    public void Every_kind_of_series_has_a_picture()
    {
        double[] values = [1, 2, 3];
        ChartSeries[] all =
        [
            new LineSeries("line", Tone.Blue, _days, values),
            new AreaSeries("area", Tone.Green, _days, values),
            new BarSeries("bar", Tone.Orange, _days, values),
            new FanSeries("fan", Tone.Purple, _days, values, [new QuantileBand(0.05, 0.95, [0, 1, 2], [2, 3, 4])]),
        ];

        foreach (ChartSeries series in all)
        {
            Draw(series).Descendants(_svg + "text").ShouldContain(text => text.Value == series.Name);
        }

        Draw(new TimelineSeries("time", Tone.Sky, [new TimelineBar("row", new(2025, 1, 1), new(2025, 1, 31))]))
            .Descendants(_svg + "text")
            .ShouldContain(text => text.Value == "row");
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(47, 24)]
    [InlineData(200, 23)]
    public void Names_that_would_run_into_each_other_give_way(int categories, int written)
    {
        string[] names = [.. Enumerable.Range(1, categories).Select(number => $"{number}")];

        XElement picture = Draw(new BarSeries("a", Tone.Blue, Positions.On(names), [.. names.Select(_ => 1.0)]));

        // 664 units for all names; a digit takes 6.4, and 8 are between two names.
        picture.Elements(_svg + "text").Count(text => (string?)text.Attribute("y") == "354").ShouldBe(written);
    }

    [Fact]
    public void Text_of_a_chain_stays_text() =>
        Draw(new LineSeries("<script>", Tone.Blue, _days, [1, 2, 3])).Descendants(_svg + "script").ShouldBeEmpty();

    [Fact]
    public void An_empty_chart_is_a_frame_without_marks() =>
        Draw(new LineSeries("none", Tone.Blue, Positions.On(Array.Empty<double>()), [])).Name.ShouldBe(_svg + "svg");

    [Fact]
    public void The_same_chart_gives_the_same_bytes()
    {
        Chart chart = ChartOf(new LineSeries("a", Tone.Blue, _days, [1, 2, 3]));

        SvgPicture
            .Of(chart, Theme.Dark, ChartWords.English)
            .ShouldBe(SvgPicture.Of(chart, Theme.Dark, ChartWords.English));
    }

    [Theory]
    [InlineData(0, 10, "0 2 4 6 8 10")]
    [InlineData(-1.5, 1.5, "-1 0 1")]
    [InlineData(-0.1, 4, "0 1 2 3 4")]
    [InlineData(0, 0.7, "0 0.2 0.4 0.6")]
    public void Ticks_are_numbers_that_people_count_in(double low, double high, string expected) =>
        string.Join(' ', Ticks.Of(low, high).Select(Ticks.Text)).ShouldBe(expected);

    [Fact]
    public void Days_are_marked_where_months_begin() =>
        Ticks
            .OfDays(
                new DateOnly(2024, 1, 15).DayNumber,
                new DateOnly(2024, 12, 31).DayNumber,
                CultureInfo.InvariantCulture
            )
            .Select(tick => tick.Text)
            .ShouldBe(["Mar 2024", "May 2024", "Jul 2024", "Sep 2024", "Nov 2024"]);

    private static IEnumerable<XElement> Bars(XElement picture) =>
        picture.Elements(_svg + "rect").Where(bar => (double)bar.Attribute("width")! is > 20 and < 700);

    private static XElement Draw(params ChartSeries[] series) =>
        XElement.Parse(SvgPicture.Of(ChartOf(series), Theme.Light, ChartWords.English));

    private static Chart ChartOf(params ChartSeries[] series) =>
        new()
        {
            Title = "A chart",
            X = new Axis("Day"),
            Y = new Axis("Value"),
            Series = series,
        };
}
