namespace Souk.Indexer.Files;

/// <summary>SQL that turns texts of dumps into values, null where a text is no such value.</summary>
internal static class DumpText
{
    private const long TimeSecondsMax = 253_402_300_799;

    /// <summary>A whole number, decimal or 0x text; explorers write 0 as 0x.</summary>
    public static string Integer(string text) =>
        $"""
            case
                when {text} = '0x' then 0
                when regexp_full_match({text}, '0x[0-9a-fA-F]{"{1,15}"}|[0-9]{"{1,18}"}') then try_cast({text} as bigint)
            end
            """;

    /// <summary>Bytes in 0x text.</summary>
    /// <param name="byteCount">How many there must be; null for any number.</param>
    public static string Bytes(string text, int? byteCount = null)
    {
        string repeat = byteCount is { } count ? $"{{{2 * count}}}" : "*";
        string isEven = byteCount is null ? $" and length({text}) % 2 = 0" : "";
        return $"case when regexp_full_match({text}, '0x[0-9a-fA-F]{repeat}'){isEven} then unhex(({text})[3:]) end";
    }

    /// <summary>The n-th topic of a list, however it is written, in 0x text; null beyond its end.</summary>
    public static string Topic(string list, int index) =>
        $"nullif(regexp_extract_all({list}, '0x[0-9a-fA-F]*')[{index + 1}], '')";

    /// <summary>Whether a text is a list of 0x texts and nothing else.</summary>
    public static string IsList(string list) =>
        $"regexp_full_match(coalesce({list}, ''), '[\\[\\](){"{}"}''\" ]*(0x[0-9a-fA-F]+[\\[\\](){"{}"}''\" ,|;]*)*')";

    /// <summary>Seconds since 1970, or a point in time that says it is UTC.</summary>
    /// <param name="isTimestamp">Whether the column has that type; then it is UTC.</param>
    public static string Time(string text, bool isTimestamp) =>
        isTimestamp
            ? $"try_cast(regexp_replace({text}, '\\+00(:00)?$', '') as timestamp)"
            : $"""
                case
                    when {Integer(text)} between 0 and {TimeSecondsMax} then make_timestamp(({Integer(text)}) * 1000000)
                    when regexp_full_match({text}, '.*( UTC|Z|[+]00(:00)?)')
                        then try_cast(regexp_replace({text}, '( UTC|Z|[+]00(:00)?)$', '') as timestamp)
                end
                """;
}
