namespace Souk.Kernel.Sessions;

/// <summary>Jupyter counts characters of Unicode; .NET counts UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>The unit at which a character starts; the end for one beyond.</summary>
    public static int IndexOf(string text, int codePoint)
    {
        int unit = 0;
        for (int point = 0; point < codePoint && unit < text.Length; point++)
        {
            unit += char.IsSurrogatePair(text, unit) ? 2 : 1;
        }

        return unit;
    }

    /// <summary>The characters in front of a unit.</summary>
    public static int Count(string text, int unit)
    {
        int points = 0;
        for (int at = 0; at < unit; at += char.IsSurrogatePair(text, at) ? 2 : 1)
        {
            points++;
        }

        return points;
    }
}
