using System.Collections.Frozen;
using Souk.Charts.Pictures;

namespace Souk.Charts.Rasters;

/// <summary>A letter's lines, in tenths of a capital's height above the baseline.</summary>
internal sealed record Glyph(double Width, IReadOnlyList<Spot[]> Lines);

/// <summary>The letters of <see cref="StrokeFont"/>.</summary>
/// <remarks>
/// An entry is a letter, its width and its lines. Each spot of a line is two characters: x from `0`, and y, where `D` is the
/// baseline, `K` the height of small letters and `N` that of capitals. `~` makes a curve of a line, which its spots pull.
/// </remarks>
internal static class Glyphs
{
    /// <summary>How much a capital is higher than a small letter.</summary>
    private const double CapitalAbove = 3;

    private const string Letters = """
        A8 0D4N8D 1G7G
        B7 0I0N4N ~4N6N6I4I 4I0I0D4D ~4D7D7I4I
        C7 ~7L7N4N0N0D4D7D7F
        D7 3N0N0D3D ~3D7D7N3N
        E6 6D0D0N6N 0I5I
        F6 0D0N6N 0I5I
        G7 ~7L7N4N0N0D4D7D7F 7F7H4H
        H7 0D0N 7D7N 0I7I
        I0 0D0N
        J5 5N5G ~5G5D2D0D0F
        K7 0D0N 7N0G 2I7D
        L5 0N0D5D
        M8 0D0N4F8N8D
        N7 0D0N7D7N
        O8 ~4D0D0N8N8D4D
        P7 0D0N4N ~4N7N7H4H 4H0H
        Q8 ~4D0D0N8N8D4D 5F8C
        R7 0D0N4N ~4N7N7I4I 4I0I 3I7D
        S7 ~7L7N3N0N0J3I7H7D3D0D0F
        T8 0N8N 4N4D
        U7 0N0G ~0G0D4D7D7G 7G7N
        V8 0N4D8N
        W: 0N2D5K8D:N
        X7 0N7D 7N0D
        Y8 0N4I8N 4I4D
        Z7 0N7N0D7D
        a5 5K5D ~5F5D3D0D0K3K5K5I
        b5 0N0D ~0F0D2D5D5K2K0K0I
        c5 ~5J5K3K0K0D3D5D5E
        d5 5N5D ~5F5D3D0D0K3K5K5I
        e5 0H5H ~5H5K3K0K0D3D5D5E
        f4 ~4N2N2L 2L2D 0K4K
        g5 5K5C ~5C5A3A0A0B ~5F5D3D0D0K3K5K5I
        h5 0N0D ~0I0K3K5K5I 5I5D
        i0 0K0D 0N0N
        j2 2K2B ~2B2A0A 2N2N
        k5 0N0D 5K0G 1H5D
        l0 0N0D
        m8 0K0D ~0I0K2K4K4I 4I4D ~4I4K6K8K8I 8I8D
        n5 0K0D ~0I0K3K5K5I 5I5D
        o6 ~3D0D0K6K6D3D
        p5 0K0A ~0F0D2D5D5K2K0K0I
        q5 5K5A ~5F5D3D0D0K3K5K5I
        r3 0K0D ~0I0K3K
        s5 ~5J5K3K0K0I3H5G5D2D0D0E
        t4 2N2F ~2F2D4D 0K4K
        u5 0K0G ~0G0D3D5D5G 5K5D
        v6 0K3D6K
        w8 0K2D4J6D8K
        x5 0K5D 5K0D
        y6 0K3D 6K2A0A
        z5 0K5K0D5D
        06 ~3D0D0N6N6D3D
        16 1L3N3D
        26 ~0L0N3N6N6J0D 0D6D
        36 ~0L0N3N6N6I2I ~2I6I6D3D0D0F
        46 4D4N0G6G
        56 6N1N0I ~0I1J3J6J6D3D0D0F
        66 ~6L6N3N0N0D3D6D6J3J0J0G
        76 0N6N2D
        86 ~3I0I0N6N6I3I ~3I0I0D6D6I3I
        96 ~0F0D3D6D6N3N0N0H3H6H6K
        .0 0D0D
        ,1 1E0B
        :0 0D0D 0J0J
        ;1 1E0B 1J1J
        -4 0H4H
        –6 0H6H
        −6 0H6H
        —8 0H8H
        _6 0C6C
        +6 0H6H 3E3K
        =6 0F6F 0J6J
        *4 0M4J 4M0J 2N2I
        /5 0C5N
        \5 0N5C
        |0 0A0N
        (2 ~2N0K0G2B
        )2 ~0N2K2G0B
        [2 2N0N0B2B
        ]2 0N2N2B0B
        {3 3N1N1I0H1G1B3B
        }3 0N2N2I3H2G2B0B
        <6 6K0H6E
        >6 0K6H0E
        ≤6 6K0H6E 0D6D
        ≥6 0K6H0E 0D6D
        %9 ~2I0I0N4N4I2I ~7D5D5I9I9D7D 8N1D
        !0 0N0G 0D0D
        ?5 ~0L0N3N5N5K2J2G 2D2D
        '0 0N0K
        ’0 0N0K
        "2 0N0K 2N2K
        #7 2D3N 5D6N 0G7G 0J7J
        $6 ~6L6N3N0N0J3I6H6D3D0D0F 3C3N
        &8 ~8D1K1N5N5K0I0D4D7D7H
        @9 ~9D0D0N9N9F7F6F6H6J4J3J3G5G6H
        ^4 0K2N4K
        ~6 ~0G1J3H5F6I
        ·0 0H0H
        ×5 0E5J 5E0J
        …6 0D0D 3D3D 6D6D
        °2 ~1K0K0N2N2K1K
        ²3 ~0M0N3N3L0I 0I3I
        ³3 0N3N1L ~1L3L3I0I
        µ5 0K0A ~0G0D3D5D5G 5K5D
        μ5 0K0A ~0G0D3D5D5G 5K5D
        σ7 7K3K ~3K0K0D6D6K3K
        →8 0H8H 5K8H5E
        ✓6 0H2D6N
        """;

    /// <summary>Letters with a mark: the letter itself, the one below the mark, and the mark as an accent, or a comma for a cedilla.</summary>
    private const string Marked =
        "ée´ èe` êe^ ëe¨ àa` âa^ äa¨ áa´ ôo^ öo¨ óo´ ùu` ûu^ üu¨ úu´ îı^ ïı¨ íı´ ñn~ çc, ÉE´ ÈE` ÊE^ ÀA` ÂA^ ÄA¨ ÔO^ ÖO¨ ÛU^ ÜU¨ ÎI^ ÏI¨ ÇC,";

    /// <summary>Above small letters, as letters are written, from the middle of the letter.</summary>
    private static readonly FrozenDictionary<char, Spot[][]> s_marks = new Dictionary<char, Spot[][]>
    {
        ['´'] =
        [
            [new(-1, 9), new(1, 11)],
        ],
        ['`'] =
        [
            [new(-1, 11), new(1, 9)],
        ],
        ['^'] =
        [
            [new(-2, 9), new(0, 11), new(2, 9)],
        ],
        ['¨'] =
        [
            [new(-1.5, 10), new(-1.5, 10)],
            [new(1.5, 10), new(1.5, 10)],
        ],
        ['~'] =
        [
            [new(-2, 9), new(-1, 10), new(1, 9), new(2, 10)],
        ],
        [','] =
        [
            [new(0, 0), new(0, -1.5), new(-1, -2.5)],
        ],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<char, Glyph> s_known = ReadAll();

    private static readonly Glyph s_unknown = new(5, [Line("0D5D5N0N0D")]);

    /// <summary>A letter; a box where it is not known, and null for a space.</summary>
    public static Glyph? Of(char letter) =>
        char.IsWhiteSpace(letter) ? null : s_known.GetValueOrDefault(letter, s_unknown);

    private static FrozenDictionary<char, Glyph> ReadAll()
    {
        Dictionary<char, Glyph> letters = Letters
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(entry => entry[0], Read);
        letters['ı'] = new Glyph(0, [Line("0K0D")]);
        foreach (string entry in Marked.Split(' '))
        {
            Glyph below = letters[entry[1]];
            double up = entry[2] != ',' && char.IsUpper(entry[1]) ? CapitalAbove : 0;
            letters[entry[0]] = below with
            {
                Lines =
                [
                    .. below.Lines,
                    .. s_marks[entry[2]]
                        .Select(line =>
                            (Spot[])[.. line.Select(spot => new Spot((below.Width / 2) + spot.X, spot.Y + up))]
                        ),
                ],
            };
        }

        return letters.ToFrozenDictionary();
    }

    private static Glyph Read(string entry) =>
        new(
            entry[1] - '0',
            [
                .. entry
                    .TrimEnd()[3..]
                    .Split(' ')
                    .Select(line => line[0] == '~' ? StrokeFont.Curve(Line(line[1..])) : Line(line)),
            ]
        );

    private static Spot[] Line(string spots) =>
        [
            .. Enumerable
                .Range(0, spots.Length / 2)
                .Select(index => new Spot(spots[2 * index] - '0', spots[(2 * index) + 1] - 'D')),
        ];
}
