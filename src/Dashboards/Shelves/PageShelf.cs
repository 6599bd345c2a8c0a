using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Souk.Dashboards.Alarms;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Shelves;

/// <summary>Pages as they were last made, by address: one that says nothing else by now is not made again, and one that took
/// long is given as it was, saying as of which block, while it is made anew behind the reader's back.</summary>
/// <remarks>Only pages marked with <see cref="KeptPageAttribute"/>, which follow from their address and the warehouse alone. Only
/// the first reader of a page waits for it.</remarks>
/// <param name="stops">Chains that this process stopped to index: no table has them, and pages say them.</param>
/// <param name="timeMax">Who waits longer for a page is given the last one; null always makes a page anew that may be another.</param>
/// <param name="onFailure">Told of pages that could not be made behind the readers' backs.</param>
internal sealed class PageShelf(
    IDashboardData data,
    IServiceProvider services,
    IndexStops stops,
    TimeSpan? timeMax,
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
    private readonly ConcurrentDictionary<string, Task> _making = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _keeping = new();
    private long _bytes;

    /// <summary>Answers from the shelf where it can, else makes the page and keeps it.</summary>
    public async Task AnswerAsync(HttpContext context, RequestDelegate make)
    {
        if (!IsKept(context))
        {
            await make(context);
            return;
        }

        string address = context.Request.Path + context.Request.QueryString.ToUriComponent();
        string state = await ReadStateAsync(context.RequestAborted);
        if (_pages.TryGetValue(address, out KeptPage? kept))
        {
            if (kept.State == state)
            {
                await WriteAsync(context.Response, kept);
                return;
            }

            if (kept.Took > timeMax)
            {
                MakeBehind(context, make, address);
                context.Response.Headers[EarlierHeader] = "1";
                await WriteAsync(context.Response, kept);
                return;
            }
        }

        // To make twice at once what takes long would take each twice as long.
        if (!ReadingBehind.IsOn && _making.TryGetValue(address, out Task? making))
        {
            await Task.WhenAny(making, Task.Delay(s_waitMax, context.RequestAborted));
            context.RequestAborted.ThrowIfCancellationRequested();
            if (_pages.TryGetValue(address, out KeptPage? made))
            {
                await WriteAsync(context.Response, made);
                return;
            }

            if (!making.IsCompleted)
            {
                throw new ReadTimeException(s_waitMax);
            }
        }

        try
        {
            await WriteAsync(context.Response, await MakeAsync(context, make, address, state));
        }
        catch (ReadTimeException) when (timeMax is not null)
        {
            // Nobody could wait for it: whoever asks again in a while gets it.
            MakeBehind(context, make, address);
            throw;
        }
    }

    /// <summary>Answers a request as the server does, from its routing on.</summary>
    public RequestDelegate? Ask { get; set; }

    /// <summary>Makes pages before anyone asks, one after another, behind readers, who wait for them a while; one that cannot be
    /// made is told as a failure.</summary>
    public async Task MakeAheadAsync(IEnumerable<string> addresses)
    {
        RequestDelegate ask =
            Ask ?? throw new InvalidOperationException(PageWords.Plain("shelves.the-server-has-not-started"));
        foreach (string address in addresses)
        {
            Task<Task> work = new(() => AskAheadAsync(address, ask));
            if (_making.TryAdd(address, work.Unwrap()))
            {
                work.Start(TaskScheduler.Default);
                await work.Unwrap();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (Task making in _making.Values)
        {
            await making.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stop.Dispose();
        _turn.Dispose();
    }

    private static bool IsKept(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && !context.Request.Query.ContainsKey(Exhibits.ExhibitFilter.Parameter)
        && context.GetEndpoint()?.Metadata.GetMetadata<KeptPageAttribute>() is not null;

    private async Task<string> ReadStateAsync(CancellationToken cancellation) =>
        $"{await data.ReadStateAsync(cancellation)}\n{IndexStopText.Of(stops())}";

    private async Task<KeptPage> MakeAsync(HttpContext context, RequestDelegate make, string address, string state)
    {
        long began = Stopwatch.GetTimestamp();
        Stream answer = context.Response.Body;
        using MemoryStream body = new();
        context.Response.Body = body;
        try
        {
            await make(context);
        }
        finally
        {
            context.Response.Body = answer;
        }

        KeptPage page = new(
            state,
            context.Response.StatusCode,
            context.Response.ContentType,
            body.ToArray(),
            Stopwatch.GetElapsedTime(began)
        );
        if (page.Status == StatusCodes.Status200OK)
        {
            Keep(address, page);
        }

        return page;
    }

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

    // One at a time: what nobody waits for leaves a processor to those who do.
    private void MakeBehind(HttpContext asked, RequestDelegate make, string address)
    {
        DefaultHttpContext context = new() { RequestAborted = _stop.Token };
        context.Request.Method = HttpMethods.Get;
        context.Request.Scheme = asked.Request.Scheme;
        context.Request.Host = asked.Request.Host;
        context.Request.Path = asked.Request.Path;
        context.Request.QueryString = asked.Request.QueryString;
        context.Request.RouteValues = new(asked.Request.RouteValues);
        context.SetEndpoint(asked.GetEndpoint());
        Task<Task> work = new(() => MakeBehindAsync(context, make, address));
        if (_making.TryAdd(address, work.Unwrap()))
        {
            work.Start(TaskScheduler.Default);
        }
    }

    private Task MakeBehindAsync(HttpContext context, RequestDelegate make, string address) =>
        BehindAsync(
            address,
            context,
            async () => await MakeAsync(context, make, address, await ReadStateAsync(_stop.Token))
        );

    private Task AskAheadAsync(string address, RequestDelegate ask)
    {
        DefaultHttpContext context = new() { RequestAborted = _stop.Token };
        int query = address.IndexOf('?', StringComparison.Ordinal);
        context.Request.Method = HttpMethods.Get;
        context.Request.Scheme = Uri.UriSchemeHttp;
        context.Request.Host = new HostString("localhost");
        context.Request.Path = query < 0 ? address : address[..query];
        context.Request.QueryString = new QueryString(query < 0 ? "" : address[query..]);
        return BehindAsync(address, context, () => ask(context));
    }

    private async Task BehindAsync(string address, HttpContext context, Func<Task> make)
    {
        ReadingBehind.TurnOn();
        try
        {
            await _turn.WaitAsync(_stop.Token);
            try
            {
                await using AsyncServiceScope scope = services.CreateAsyncScope();
                context.RequestServices = scope.ServiceProvider;
                await make();
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception error) when (error is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            onFailure?.Invoke(error);
        }
        finally
        {
            _making.TryRemove(address, out _);
        }
    }

    private static async Task WriteAsync(HttpResponse response, KeptPage page)
    {
        if (page.Body.Length == 0)
        {
            return;
        }

        response.StatusCode = page.Status;
        response.ContentType = page.ContentType;
        await response.Body.WriteAsync(page.Body, response.HttpContext.RequestAborted);
    }

    /// <param name="State">Of the warehouse, when it began to be made.</param>
    /// <param name="Took">To make it.</param>
    private sealed record KeptPage(string State, int Status, string? ContentType, byte[] Body, TimeSpan Took);
}
