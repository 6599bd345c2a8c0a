using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Endpoints;

/// <summary>Tells "ask for less" from other errors, and how much less; no standard does (ethereum/execution-apis#876).
/// </summary>
internal static partial class TooLargeReply
{
    private const int LimitExceededCode = -32005;

    /// <summary>Of providers and nodes; the test lists who says what.</summary>
    private static readonly string[] Phrases =
    [
        "too large",
        "too wide",
        "too big",
        "too many results",
        "too many logs",
        "too many blocks",
        "more than",
        "block range",
        "range limit",
        "range exceed",
        "range over",
        "ranges over",
        "max range",
        "maximum range",
        "smaller than size",
        "requested blocks",
        "response size",
        "exceeds the limit",
        "exceeds limit",
        "exceeds max",
        "limited to",
        "query timeout",
        "query timed out",
        "reply exceeds",
    ];

    private static readonly string[] ResultPhrases =
    [
        "result",
        "response",
        "too many logs",
        "reply exceeds",
        "query timeout",
        "query timed out",
        "max logs",
    ];

    public static bool IsCauseOf(RpcException exception) =>
        exception.Code != (int)HttpStatusCode.TooManyRequests
        && !exception.IsTimeout
        && (
            exception.Code == (int)HttpStatusCode.RequestEntityTooLarge
            || (exception.Code == LimitExceededCode && !exception.IsTransient)
            || Phrases.Any(phrase => Says(exception, phrase))
        );

    /// <summary>What the error says of how much less to ask for.</summary>
    public static TooLargeHint HintIn(RpcException exception)
    {
        string text = $"{exception.Message} {exception.Data}";
        return new TooLargeHint
        {
            BlocksMax = SuggestedBlocksIn(text) ?? NumberIn(BlockLimit().Matches(text)),
            ResultsMax = NumberIn(ResultLimit().Matches(text)),
            IsAboutResults = ResultPhrases.Any(phrase => Says(exception, phrase)),
        };
    }

    private static bool Says(RpcException exception, string phrase) =>
        exception.Message.Contains(phrase, StringComparison.OrdinalIgnoreCase)
        || exception.Data?.Contains(phrase, StringComparison.OrdinalIgnoreCase) == true;

    private static long? SuggestedBlocksIn(string text)
    {
        Match hex = HexRange().Match(text);
        Match match = hex.Success ? hex : DecimalRange().Match(text);
        NumberStyles style = hex.Success ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return
            match.Success
            && long.TryParse(match.Groups[1].ValueSpan, style, CultureInfo.InvariantCulture, out long from)
            && long.TryParse(match.Groups[2].ValueSpan, style, CultureInfo.InvariantCulture, out long to)
            && from >= 0
            && to >= from
            ? to - from + 1
            : null;
    }

    /// <summary>The last number: what was asked for comes before what is allowed.</summary>
    private static long? NumberIn(MatchCollection matches) =>
        matches.Count > 0
        && long.TryParse(
            matches[^1].Groups["number"].Value.Replace(",", "", StringComparison.Ordinal),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out long number
        )
        && number is > 0 and < 1_000_000_000
            ? number * (matches[^1].Groups["thousand"].Success ? 1000 : 1)
            : null;

    [GeneratedRegex(@"\[\s*0x([0-9a-f]{1,15})\s*,\s*0x([0-9a-f]{1,15})\s*\]", RegexOptions.IgnoreCase)]
    private static partial Regex HexRange();

    [GeneratedRegex(@"range\s+(\d{1,15})\s*-\s*(\d{1,15})", RegexOptions.IgnoreCase)]
    private static partial Regex DecimalRange();

    [GeneratedRegex(
        @"(?:limit(?:ed)?(?:\s+(?:of|to|is))?|max(?!\w*\s+(?:results|logs))\w*(?:[ -][a-z]+){0,7}|up to|over|exceeds|size|range)[\s:'""(]*(?:an?\s+|0\s*-\s*)?(?<number>\d[\d,]*)(?<thousand>k)?\b(?!\s*(?:results|logs|events|mb|bytes|s\b|sec))",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex BlockLimit();

    [GeneratedRegex(
        @"(?:(?<number>\d[\d,]*)(?<thousand>k)?\s+(?:results|logs|events)|max(?:imum)?\s+results\s+(?<number>\d[\d,]*)|max logs[a-z ]*\s(?<number>\d[\d,]*))",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex ResultLimit();
}
