namespace Souk.Charts.Themes;

/// <summary>The colours of a chart on light or on dark paper.</summary>
/// <remarks>Colours are <c>#rrggbb</c>.</remarks>
public sealed record Theme
{
    /// <summary>Fonts that are on the reader's machine; nothing is fetched.</summary>
    public const string FontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif";

    /// <summary>Of text with its ground, after WCAG 2.2, success criterion 1.4.3.</summary>
    private const double ContrastMin = 4.5;

    public static readonly Theme Light = new()
    {
        Name = "light",
        Paper = "#ffffff",
        Ink = "#1a1c20",
        Muted = "#5b616b",
        Grid = "#e7e8ec",
        Tones = ["#1f6fb5", "#e08e0b", "#0a8f6c", "#cf4f1c", "#4aa8dc", "#b4619a", "#d3b408", "#8b919c"],
    };

    public static readonly Theme Dark = new()
    {
        Name = "dark",
        Paper = "#181b21",
        Ink = "#eceef2",
        Muted = "#a2a9b6",
        Grid = "#2b3039",
        Tones = ["#5aa7ec", "#f2ae43", "#3ac79e", "#f0824f", "#8ed0f5", "#dd97c5", "#eddb5b", "#8a93a3"],
    };

    public required string Name { get; init; }

    public required string Paper { get; init; }

    public required string Ink { get; init; }

    public required string Muted { get; init; }

    public required string Grid { get; init; }

    private IReadOnlyList<string> Tones { get; init; } = [];

    public string Of(Tone tone) => Tones[(int)tone];

    /// <summary>The tone laid over the paper, as a colour that lets nothing through.</summary>
    /// <param name="tone">The colour to thin.</param>
    /// <param name="opacityPercent">0 is the paper, 100 is the tone itself.</param>
    public string Over(Tone tone, int opacityPercent)
    {
        byte[] top = Convert.FromHexString(Of(tone).AsSpan(1));
        byte[] paper = Convert.FromHexString(Paper.AsSpan(1));
        byte[] mixed =
        [
            .. top.Zip(
                paper,
                (one, below) => (byte)(((one * opacityPercent) + (below * (100 - opacityPercent))) / 100)
            ),
        ];
        return "#" + Convert.ToHexStringLower(mixed);
    }

    /// <summary>How strongly, in percent, a tone may lie over the paper so that the ink can be read on it.</summary>
    public int ReadablePercent(Tone tone)
    {
        int percent = 100;
        while (Contrast(Ink, Over(tone, percent)) < ContrastMin)
        {
            percent--;
        }

        return percent;
    }

    private static double Contrast(string one, string other)
    {
        double first = Luminance(one);
        double second = Luminance(other);
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    // WCAG 2.2, "relative luminance".
    private static double Luminance(string colour)
    {
        double[] parts =
        [
            .. Convert
                .FromHexString(colour.AsSpan(1))
                .Select(value => value / 255.0)
                .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)),
        ];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    /// <summary>The tone mixed with the paper, as a translucent fill.</summary>
    /// <param name="tone">The colour to thin.</param>
    /// <param name="opacityPercent">0 is clear, 100 is the tone itself.</param>
    public string Of(Tone tone, int opacityPercent)
    {
        byte[] rgb = Convert.FromHexString(Of(tone).AsSpan(1));
        return FormattableString.Invariant($"rgba({rgb[0]},{rgb[1]},{rgb[2]},{opacityPercent / 100m})");
    }
}
