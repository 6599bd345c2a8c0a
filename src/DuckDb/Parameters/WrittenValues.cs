using System.Globalization;
using System.Text.RegularExpressions;

namespace Souk.DuckDb.Parameters;

/// <summary>Puts what holds parameters' values into a text of SQL, each with the type that it has as a parameter.</summary>
internal static partial class WrittenValues
{
    /// <summary>The text with a value in place of each <c>$name</c> outside of strings, names in quotes and comments: numbers, days,
    /// moments and truths as they are written, text as a variable of the connection, so that what a reader says never is a part of
    /// a text. A parameter stays where it has no value, or one of another type: bytes, lists, fractions.</summary>
    /// <param name="set">Sets a variable.</param>
    public static string In(string sql, DuckDBParameterCollection parameters, Action<string, string> set)
    {
        HashSet<string> variables = [];
        string text = Token()
            .Replace(
                sql,
                token =>
                    token.Groups["name"] is { Success: true, Value: string name }
                    && parameters.Match(name) is { } parameter
                        ? parameter.Value is string
                            ? Variable(name)
                            : Written(parameter.Value) ?? token.Value
                        : token.Value
            );
        foreach (string name in variables)
        {
            set(VariableOf(name), (string)parameters.Match(name)!.Value!);
        }

        return text;

        string Variable(string name)
        {
            variables.Add(name);
            return $"getvariable('{VariableOf(name)}')";
        }
    }

    private static string VariableOf(string parameter) => $"value_of_{parameter}";

    private static string? Written(object? value) =>
        value switch
        {
            null or DBNull => "null",
            bool truth => truth ? "true" : "false",
            int number => Integer(number, "integer"),
            long number => Integer(number, "bigint"),
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
