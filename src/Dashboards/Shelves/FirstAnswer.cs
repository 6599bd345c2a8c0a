using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Exhibits;

namespace Souk.Dashboards.Shelves;

/// <summary>A page that takes long shows a browser what is there within a moment; its script then fetches the whole page and puts
/// it in place.</summary>
/// <remarks>A browser says when it opens a page (`Sec-Fetch-Dest`, W3C Fetch Metadata). Programs, files and scripts get the whole
/// page at once, as does who asks for it by `whole`, as a browser without scripts is led to.</remarks>
internal static class FirstAnswer
{
    /// <summary>The parameter of an address whose page is to be whole.</summary>
    public const string Whole = "whole";

    /// <summary>A page that is there by then is whole at once.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromMilliseconds(400);

    /// <summary>The header by which a script says that it shows in the page what the server answers first.</summary>
    public const string Header = "Souk-First-Answer";

    /// <summary>A script's reader has a page before the eyes, and is to see within a tenth of a second that a choice was taken.</summary>
    private static readonly TimeSpan s_choiceTimeMax = TimeSpan.FromMilliseconds(40);

    /// <summary>Whether a page that is being made may say so first.</summary>
    public static bool IsAccepted(HttpRequest request) =>
        IsWanted(request)
        || (request.Headers.ContainsKey(Header) && !request.Query.ContainsKey(ExhibitFilter.Parameter));

    /// <summary>How long such a request waits for the whole page.</summary>
    /// <param name="opened">How long a browser waits that opens it.</param>
    public static TimeSpan TimeMaxOf(HttpRequest request, TimeSpan opened) =>
        IsWanted(request) || opened < s_choiceTimeMax ? opened : s_choiceTimeMax;

    public static bool IsWanted(HttpRequest request) =>
        request.Headers["Sec-Fetch-Dest"] == "document"
        && !request.Query.ContainsKey(Whole)
        && !request.Query.ContainsKey(ExhibitFilter.Parameter);

    /// <summary>The address of the whole page.</summary>
    public static string WholeOf(HttpRequest request) =>
        $"{request.PathBase}{PathOf(request)}{request.QueryString.Add(Whole, "1")}";

    /// <summary>What an address asks beside that its page is to be whole.</summary>
    public static QueryString WithoutWhole(HttpRequest request) =>
        request.Query.ContainsKey(Whole)
            ? QueryString.Create(request.Query.Where(one => one.Key != Whole))
            : request.QueryString;

    /// <summary>What the reader asked for, where a page stands in for another that is being made.</summary>
    public static PathString PathOf(HttpRequest request) => PageInMaking.Of(request.HttpContext)?.Path ?? request.Path;

    /// <summary>The whole, or null where a browser wants something before.</summary>
    /// <param name="whole">Ends when its token does.</param>
    public static async Task<T?> InTimeAsync<T>(
        HttpRequest request,
        Func<CancellationToken, Task<T>> whole,
        CancellationToken cancellation
    )
        where T : class
    {
        if (!IsWanted(request))
        {
            return await whole(cancellation);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeMax);
        try
        {
            return await whole(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
