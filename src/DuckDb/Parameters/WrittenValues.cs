using System.Globalization;
using System.Text.RegularExpressions;

namespace Souk.DuckDb.Parameters;

/// <summary>Writes parameters' values into a text of SQL, each with the type that it has as a parameter.</summary>
internal static partial class WrittenValues
{
    /// <summary>The text with a value in place of each <c>$name</c> outside of strings, names in quotes and comments. A parameter
    /// stays where it has no value, or one that is not written: bytes, lists, fractions, text with NUL or beyond the first plane.
    /// </summary>
    public static string In(string sql, DuckDBParameterCollection parameters) =>
        Token()
            .Replace(
                sql,
                token =>
                    token.Groups["name"] is { Success: true, Value: string name }
                    && parameters.Match(name) is { } parameter
                    && Written(parameter.Value) is { } text
                        ? text
                        : token.Value
            );

    private static string? Written(object? value) =>
        value switch
        {
            null or DBNull => "null",
            bool truth => truth ? "true" : "false",
            int number => Integer(number, "integer"),
            long number => Integer(number, "bigint"),
            string text when !text.Any(letter => letter == 0 || char.IsSurrogate(letter)) =>
                $"('{text.Replace("'", "''", StringComparison.Ordinal)}'::varchar)",
            DateOnly day => string.Create(CultureInfo.InvariantCulture, $"(date '{day:yyyy-MM-dd}')"),
            DateTime time => string.Create(
                CultureInfo.InvariantCulture,
                $"(timestamp '{time:yyyy-MM-dd HH:mm:ss.ffffff}')"
            ),
            _ => null,
        };

    private static string Integer(long number, string type) =>
        string.Create(CultureInfo.InvariantCulture, $"(({number})::{type})");

    // What a value must not be written into comes first: strings with and without escapes, names, comments, text between dollars.
    [GeneratedRegex(
        """
            (?<!\w)[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|\$(?<tag>\w*)\$.*?\$\k<tag>\$|(?<!\w)\$(?<name>[A-Za-z_]\w*)
            """,
        RegexOptions.CultureInvariant | RegexOptions.Singleline
    )]
    private static partial Regex Token();
}
