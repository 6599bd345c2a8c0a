using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Alarms;
using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Shelves;

/// <summary>Pages as they were last made, by address: one that says nothing else by now is not made again, and one that took
/// long is given as it was, saying as of which block, while it is made anew behind the reader's back.</summary>
/// <remarks>Only pages marked with <see cref="KeptPageAttribute"/>, which follow from their address and the warehouse alone. Only
/// the first reader of a page waits for it, a browser for a moment only.</remarks>
/// <param name="stops">Chains that this process stopped to index: no table has them, and pages say them.</param>
/// <param name="timeMax">Who waits longer for a page is given the last one; null always makes a page anew that may be another.</param>
/// <param name="firstAnswerAfter">A browser that waits longer is told that the page is being made; null lets it wait.</param>
/// <param name="onFailure">Told of pages that could not be made behind the readers' backs.</param>
internal sealed partial class PageShelf(
    IDashboardData data,
    IServiceProvider services,
    IndexStops stops,
    TimeSpan? timeMax,
    TimeSpan? firstAnswerAfter,
    Action<Exception>? onFailure
) : IAsyncDisposable
{
    /// <summary>Set where a page is given as it was: a later one is being made.</summary>
    public const string EarlierHeader = "Souk-Earlier";

    /// <summary>Bytes of all pages; when one more would not fit all are forgotten.</summary>
    private const long BytesMax = 64 << 20;

    /// <summary>How long a reader waits for a page that is being made behind.</summary>
    private static readonly TimeSpan s_waitMax = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, KeptPage> _pages = new();
    private readonly ConcurrentDictionary<string, Task<KeptPage?>> _making = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _keeping = new();
    private long _bytes;

    /// <summary>Answers a request as the server does, from its routing on.</summary>
    public RequestDelegate? Ask { get; set; }

    /// <summary>Answers from the shelf where it can, else makes the page and keeps it.</summary>
    public async Task AnswerAsync(HttpContext context, RequestDelegate make)
    {
        if (MarkOf(context) is not { } mark)
        {
            await make(context);
            return;
        }

        bool isForBrowser = !mark.HasFirstAnswer && FirstAnswer.IsAccepted(context.Request);
        if (!mark.HasFirstAnswer)
        {
            context.Request.QueryString = FirstAnswer.WithoutWhole(context.Request);
        }

        string address = context.Request.Path + context.Request.QueryString.ToUriComponent();
        string state = await ReadStateAsync(context.RequestAborted);
        if (AsItIs(context, make, address, state) is { } kept)
        {
            await kept.WriteAsync(context.Response);
            return;
        }

        if (isForBrowser && firstAnswerAfter is { } opened && Ask is { } ask)
        {
            TimeSpan wait = FirstAnswer.TimeMaxOf(context.Request, opened);
            Task<KeptPage?> making = MakeForAll(context, make, address, state);
            await Task.WhenAny(making, Task.Delay(wait, context.RequestAborted));
            if (!making.IsCompleted)
            {
                await new PageInMaking(context.Request.Path, [.. ThereFor(context, address)]).AnswerAsync(context, ask);
                return;
            }

            if (await making is { Status: StatusCodes.Status200OK } own)
            {
                await own.WriteAsync(context.Response);
                return;
            }
        }

        if (await MadeByOthersAsync(context, address) is { } made)
        {
            await made.WriteAsync(context.Response);
            return;
        }

        try
        {
            await (await MakeSeenAsync(context, make, address, state)).WriteAsync(context.Response);
        }
        catch (ReadTimeException) when (timeMax is not null)
        {
            // Nobody could wait for it: whoever asks again in a while gets it.
            MakeBehind(context, make, address);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (Task<KeptPage?> making in _making.Values)
        {
            await ((Task)making).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stop.Dispose();
        _turn.Dispose();
    }

    /// <summary>Null where the request is for no page that may be kept.</summary>
    private static KeptPageAttribute? MarkOf(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && !context.Request.Query.ContainsKey(Exhibits.ExhibitFilter.Parameter)
            ? context.GetEndpoint()?.Metadata.GetMetadata<KeptPageAttribute>()
            : null;

    /// <summary>The page on the shelf, where it is as of now, or took so long that it is given as it was; else null.</summary>
    private KeptPage? AsItIs(HttpContext context, RequestDelegate make, string address, string state)
    {
        if (!_pages.TryGetValue(address, out KeptPage? kept) || kept.State == state)
        {
            return kept;
        }

        if (!(kept.Took > timeMax))
        {
            return null;
        }

        MakeBehind(context, make, address);
        context.Response.Headers[EarlierHeader] = "1";
        return kept;
    }

    /// <summary>What is there of a page that is not: the same as of now, and the market's first page.</summary>
    private IEnumerable<(string Address, string Title)> ThereFor(HttpContext context, string asked)
    {
        PathString path = context.Request.Path;
        string[] parts = path.Value?.Split('/') ?? [];
        HashSet<string> given = [asked];
        string market = parts is [_, "m" or "market", { Length: > 0 } system, ..] ? $"/m/{system}" : "/";
        foreach (string address in (string[])[path + Moments.Moment.Without(context.Request), $"{path}", market])
        {
            if (_pages.TryGetValue(address, out KeptPage? page) && given.Add(address))
            {
                yield return (address, page.Title);
            }
        }
    }

    /// <summary>The page that somebody else is having made, once it is there; null where nobody is, or it could not be made.</summary>
    /// <exception cref="ReadTimeException">It takes longer than a reader waits.</exception>
    private async Task<KeptPage?> MadeByOthersAsync(HttpContext context, string address)
    {
        // To make twice at once what takes long would take each twice as long.
        if (ReadingBehind.IsOn || !_making.TryGetValue(address, out Task<KeptPage?>? making))
        {
            return null;
        }

        await Task.WhenAny(making, Task.Delay(s_waitMax, context.RequestAborted));
        context.RequestAborted.ThrowIfCancellationRequested();
        if (!_pages.TryGetValue(address, out KeptPage? made) && !making.IsCompleted)
        {
            throw new ReadTimeException(s_waitMax);
        }

        return made;
    }

    private async Task<string> ReadStateAsync(CancellationToken cancellation) =>
        $"{await data.ReadStateAsync(cancellation)}\n{IndexStopText.Of(stops())}";

    private void Keep(string address, KeptPage page)
    {
        lock (_keeping)
        {
            _bytes += page.Body.Length - (_pages.TryGetValue(address, out KeptPage? before) ? before.Body.Length : 0);
            if (_bytes > BytesMax)
            {
                _pages.Clear();
                _bytes = page.Body.Length;
            }

            _pages[address] = page;
        }
    }
}
