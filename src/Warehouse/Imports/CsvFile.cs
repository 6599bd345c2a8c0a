using System.Text;

namespace Souk.Warehouse.Imports;

/// <summary>A CSV file as RFC 4180 has it: a header line, commas, fields in double quotes where they need them.</summary>
/// <param name="Rows">Of as many fields as the header; with the line on which each starts, counted from 1.</param>
internal sealed record CsvFile(IReadOnlyList<string> Header, IReadOnlyList<(int Line, string[] Fields)> Rows)
{
    public const int SizeBytesMax = 64 << 20;

    private static readonly UTF8Encoding s_strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <exception cref="ImportException">Unreadable, too large, not UTF-8, without a header, or a row of another width.
    /// </exception>
    public static CsvFile Read(string path)
    {
        try
        {
            var info = new FileInfo(path);
            return info is { Exists: true, Length: > SizeBytesMax }
                ? throw new ImportException($"{path} has {info.Length} bytes; the limit is {SizeBytesMax}. Split it.")
                : Parse(path, s_strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF'));
        }
        catch (DecoderFallbackException exception)
        {
            throw new ImportException($"{path} is not UTF-8 text ({exception.Message}). Save it as UTF-8.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static CsvFile Parse(string path, string text)
    {
        List<(int Line, string[] Fields)> lines = [.. Split(path, text).Where(line => line.Fields is not [""])];
        if (lines.Count == 0)
        {
            throw new ImportException($"{path} is empty; its first line names the columns.");
        }

        string[] header = lines[0].Fields;
        string[] odd =
        [
            .. lines
                .Skip(1)
                .Where(line => line.Fields.Length != header.Length)
                .Select(line => $"line {line.Line}: {line.Fields.Length} fields where the header has {header.Length}"),
        ];
        return odd.Length == 0 ? new CsvFile(header, lines[1..]) : throw ImportException.Of(path, odd);
    }

    private static IEnumerable<(int Line, string[] Fields)> Split(string path, string text)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        int line = 1;
        int start = 1;
        bool isQuoted = false;
        for (int at = 0; at < text.Length; at++)
        {
            char letter = text[at];
            line += letter == '\n' ? 1 : 0;
            if (letter == '"' && isQuoted && at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else if (letter == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (isQuoted || letter is not (',' or '\n' or '\r'))
            {
                field.Append(letter);
            }
            else if (letter is ',' or '\n')
            {
                fields.Add(field.ToString());
                field.Clear();
                if (letter == '\n')
                {
                    yield return (start, [.. fields]);
                    fields.Clear();
                    start = line;
                }
            }
        }

        if (isQuoted)
        {
            throw new ImportException($"{path}: line {start}: a field in quotes does not end.");
        }

        fields.Add(field.ToString());
        yield return (start, [.. fields]);
    }
}
