using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Souk.Research.Frames;

namespace Souk.Research.Connections;

/// <summary>Puts values into a query for a server that takes no parameters; text is quoted, so that it stays a value.</summary>
internal static partial class SqlValues
{
    /// <exception cref="FrameException">A parameter has no value, or one of an unknown type.</exception>
    public static string Put(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        Dictionary<string, string> literals = [];
        foreach ((string name, object? value) in parameters)
        {
            literals[name] = Literal(name, value);
        }

        return Parts()
            .Replace(
                sql,
                part =>
                    !part.Groups["name"].Success ? part.Value
                    : literals.TryGetValue(part.Groups["name"].Value, out string? literal) ? literal
                    : throw new FrameException($"The query's {part.Value} has no value.")
            );
    }

    private static string Literal(string name, object? value) =>
        value switch
        {
            null => "null",
            string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            bool flag => flag ? "true" : "false",
            DateOnly day => $"date '{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
            DateTime time => $"timestamp '{time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'",
            double number => $"'{number.ToString("R", CultureInfo.InvariantCulture)}'::double",
            int or long or Int128 or BigInteger => $"({Convert.ToString(value, CultureInfo.InvariantCulture)})",
            _ => throw new FrameException($"A {value.GetType().Name} cannot be sent to a server as ${name}."),
        };

    // Strings, quoted names and comments stay as they are.
    [GeneratedRegex(
        """'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|\$(?<name>[A-Za-z_]\w*)""",
        RegexOptions.Singleline | RegexOptions.CultureInvariant
    )]
    private static partial Regex Parts();
}
