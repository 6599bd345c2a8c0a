using System.Buffers.Binary;
using System.IO.Compression;
using Souk.Charts.Rasters;
using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Tests.Rasters;

public class PngPictureTests
{
    private const int PixelsWide = 1520;
    private const int PixelsHigh = 840;

    [Fact]
    public void A_picture_is_a_PNG_of_two_pixels_for_each_unit()
    {
        byte[] file = PngPicture.Of(ChartOf(), Theme.Light, ChartWords.English);

        Convert.ToHexString(file.AsSpan(0, 8)).ShouldBe("89504E470D0A1A0A");
        BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)).ShouldBe(PixelsWide);
        BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)).ShouldBe(PixelsHigh);
        // The end of every PNG, with its check sum.
        Convert.ToHexString(file.AsSpan(file.Length - 8)).ShouldBe("49454E44AE426082");
    }

    [Fact]
    public void A_bar_has_its_tone_and_the_rest_is_paper()
    {
        Chart chart = ChartOf(new BarSeries("a", Tone.Blue, Positions.On(["one"]), [3]));

        byte[] pixels = Pixels(PngPicture.Of(chart, Theme.Light, ChartWords.English));

        // The plot spans 78 to 742 and 46 to 336 units; its one bar fills four fifths of it and begins at zero.
        At(pixels, 410, 330).ShouldBe("1F6FB5");
        At(pixels, 85, 300).ShouldBe("FFFFFF");
        At(pixels, 750, 410).ShouldBe("FFFFFF");
    }

    [Fact]
    public void What_is_translucent_is_mixed_with_the_paper()
    {
        Chart chart = ChartOf(new AreaSeries("a", Tone.Blue, Positions.On([0.0, 1]), [3, 3]));

        byte[] pixels = Pixels(PngPicture.Of(chart, Theme.Light, ChartWords.English));

        // 70 % of 1F6FB5 over white: 31 and 255 give 98.2, 111 and 255 give 154.2, 181 and 255 give 203.2.
        At(pixels, 410, 320).ShouldBe("629ACB");
    }

    [Fact]
    public void Texts_leave_ink_where_they_stand()
    {
        byte[] without = Pixels(PngPicture.Of(ChartOf() with { Title = "" }, Theme.Light, ChartWords.English));
        byte[] with = Pixels(PngPicture.Of(ChartOf() with { Title = "Prices, 50 %" }, Theme.Light, ChartWords.English));

        Ink(without, 18, 10, 200, 32).ShouldBe(0);
        Ink(with, 18, 10, 200, 32).ShouldBeGreaterThan(500);
        Ink(with, 200, 10, 700, 32).ShouldBe(0);
    }

    [Theory]
    [InlineData("é", "e")]
    [InlineData("î", "l")]
    [InlineData("Ç", "C")]
    public void Letters_with_marks_are_their_letters_and_more(string marked, string plain)
    {
        int InkOf(string letter) =>
            Ink(
                Pixels(PngPicture.Of(ChartOf() with { Title = letter }, Theme.Light, ChartWords.English)),
                18,
                8,
                60,
                36
            );

        InkOf(marked).ShouldBeGreaterThan(plain == "l" ? 0 : InkOf(plain));
        InkOf(marked).ShouldNotBe(InkOf("字"));
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Every_kind_of_series_has_pixels(ChartSeries series)
    {
        byte[] pixels = Pixels(PngPicture.Of(ChartOf(series), Theme.Dark, ChartWords.English));

        pixels.Chunk(3).Select(Convert.ToHexString).Distinct().Count().ShouldBeGreaterThan(20);
    }

    [Fact]
    public void The_same_chart_gives_the_same_bytes() =>
        PngPicture
            .Of(ChartOf(), Theme.Light, ChartWords.English)
            .ShouldBe(PngPicture.Of(ChartOf(), Theme.Light, ChartWords.English));

    public static TheoryData<ChartSeries> Everything
    {
        get
        {
            Positions days = Positions.On([new DateOnly(2025, 1, 1), new(2025, 2, 1), new(2025, 3, 1)]);
            double[] values = [1, double.NaN, 3];
            return
            [
                new LineSeries("line", Tone.Blue, days, values) { Dashed = true },
                new AreaSeries("area", Tone.Green, days, values),
                new BarSeries("bar", Tone.Orange, days, values),
                new FanSeries(
                    "fan",
                    Tone.Purple,
                    days,
                    [1, 2, 3],
                    [new QuantileBand(0.05, 0.95, [0, 1, 2], [2, 3, 4])]
                ),
                new TimelineSeries("time", Tone.Sky, [new TimelineBar("row", new(2025, 1, 1), new(2025, 1, 31))]),
            ];
        }
    }

    private static Chart ChartOf(params ChartSeries[] series) =>
        new()
        {
            Title = "A chart",
            X = new Axis("Day"),
            Y = new Axis("Value"),
            Series = series,
        };

    private static string At(byte[] pixels, int x, int y) =>
        Convert.ToHexString(pixels.AsSpan(3 * ((2 * y * PixelsWide) + (2 * x)), 3));

    private static int Ink(byte[] pixels, int left, int top, int right, int bottom) =>
        Enumerable
            .Range(2 * top, 2 * (bottom - top))
            .Sum(y =>
                Enumerable.Range(2 * left, 2 * (right - left)).Count(x => pixels[3 * ((y * PixelsWide) + x)] < 128)
            );

    // Undoes the compression and what PNG's filters did to each line.
    private static byte[] Pixels(byte[] file)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(33));
        using ZLibStream zlib = new(new MemoryStream(file, 41, length), CompressionMode.Decompress);
        byte[] pixels = new byte[3 * PixelsWide * PixelsHigh];
        byte[] line = new byte[1 + (3 * PixelsWide)];
        for (int y = 0; y < PixelsHigh; y++)
        {
            zlib.ReadExactly(line);
            line[0].ShouldBe((byte)2);
            for (int x = 0; x < 3 * PixelsWide; x++)
            {
                int above = y == 0 ? 0 : pixels[((y - 1) * 3 * PixelsWide) + x];
                pixels[(y * 3 * PixelsWide) + x] = (byte)((line[x + 1] + above) % 256);
            }
        }

        return pixels;
    }
}
