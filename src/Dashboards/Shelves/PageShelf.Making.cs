using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Shelves;

internal sealed partial class PageShelf
{
    /// <summary>Makes pages before anyone asks, one after another, behind readers, who wait for them a while; one that cannot be
    /// made is told as a failure.</summary>
    public async Task MakeAheadAsync(IEnumerable<string> addresses)
    {
        RequestDelegate ask =
            Ask ?? throw new InvalidOperationException(PageWords.Plain("shelves.the-server-has-not-started"));
        foreach (string address in addresses)
        {
            Task<KeptPage?> making = Start(address, () => AskAheadAsync(address, ask), out bool isOwn);
            if (isOwn)
            {
                await making;
            }
        }
    }

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

    /// <summary>Makes the page for a reader who stays until it is there. Who asks for it meanwhile waits for the same one, and makes it
    /// for himself where the reader left or it failed.</summary>
    private async Task<KeptPage> MakeSeenAsync(HttpContext context, RequestDelegate make, string address, string state)
    {
        if (ReadingBehind.IsOn)
        {
            return await MakeAsync(context, make, address, state);
        }

        TaskCompletionSource<KeptPage?> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _making.TryAdd(address, seen.Task);
        KeptPage? page = null;
        try
        {
            return page = await MakeAsync(context, make, address, state);
        }
        finally
        {
            // Only its own: another reader's may stand there.
            _making.TryRemove(KeyValuePair.Create<string, Task<KeptPage?>>(address, seen.Task));
            seen.SetResult(page);
        }
    }

    /// <summary>Has the page made for whoever asks for it, also when the reader who asked leaves, and as soon as one who waits has it;
    /// what takes longer than a reader may read goes on behind.</summary>
    /// <returns>Null where it could not be made.</returns>
    private Task<KeptPage?> MakeForAll(HttpContext asked, RequestDelegate make, string address, string state)
    {
        DefaultHttpContext context = Again(asked);
        return Start(address, MakeOrLeaveAsync, out _);

        async Task<KeptPage?> MakeOrLeaveAsync()
        {
            try
            {
                await using AsyncServiceScope scope = services.CreateAsyncScope();
                context.RequestServices = scope.ServiceProvider;
                KeptPage page = await MakeAsync(context, make, address, state);
                _making.TryRemove(address, out _);
                return page;
            }
            catch (ReadTimeException) when (timeMax is not null)
            {
                return await MakeBehindAsync(Again(asked), make, address);
            }
            catch (Exception)
            {
                // Whoever asks for it fails again, and is told.
                _making.TryRemove(address, out _);
                return null;
            }
        }
    }

    private Task<KeptPage?> Start(string address, Func<Task<KeptPage?>> make, out bool isOwn)
    {
        Task<Task<KeptPage?>> work = new(make);
        Task<KeptPage?> own = work.Unwrap();
        Task<KeptPage?> making = _making.GetOrAdd(address, own);
        isOwn = making == own;
        if (isOwn)
        {
            work.Start(TaskScheduler.Default);
        }

        return making;
    }

    private void MakeBehind(HttpContext asked, RequestDelegate make, string address)
    {
        DefaultHttpContext context = Again(asked);
        Start(address, () => MakeBehindAsync(context, make, address), out _);
    }

    /// <summary>The same question, of nobody who waits.</summary>
    private DefaultHttpContext Again(HttpContext asked)
    {
        DefaultHttpContext context = new() { RequestAborted = _stop.Token };
        context.Request.Method = HttpMethods.Get;
        context.Request.Scheme = asked.Request.Scheme;
        context.Request.Host = asked.Request.Host;
        context.Request.Path = asked.Request.Path;
        context.Request.QueryString = asked.Request.QueryString;
        context.Request.RouteValues = new(asked.Request.RouteValues);
        context.SetEndpoint(asked.GetEndpoint());
        return context;
    }

    private Task<KeptPage?> MakeBehindAsync(HttpContext context, RequestDelegate make, string address) =>
        BehindAsync(
            address,
            context,
            async () => await MakeAsync(context, make, address, await ReadStateAsync(_stop.Token))
        );

    private Task<KeptPage?> AskAheadAsync(string address, RequestDelegate ask)
    {
        DefaultHttpContext context = new() { RequestAborted = _stop.Token };
        int query = address.IndexOf('?', StringComparison.Ordinal);
        context.Request.Method = HttpMethods.Get;
        context.Request.Scheme = Uri.UriSchemeHttp;
        context.Request.Host = new HostString("localhost");
        context.Request.Path = query < 0 ? address : address[..query];
        context.Request.QueryString = new QueryString(query < 0 ? "" : address[query..]);
        return BehindAsync(
            address,
            context,
            async () =>
            {
                await ask(context);
                return _pages.GetValueOrDefault(address);
            }
        );
    }

    // One at a time: what nobody waits for leaves a processor to those who do.
    private async Task<KeptPage?> BehindAsync(string address, HttpContext context, Func<Task<KeptPage?>> make)
    {
        ReadingBehind.TurnOn();
        try
        {
            await _turn.WaitAsync(_stop.Token);
            try
            {
                await using AsyncServiceScope scope = services.CreateAsyncScope();
                context.RequestServices = scope.ServiceProvider;
                return await make();
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception error) when (error is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            onFailure?.Invoke(error);
            return null;
        }
        finally
        {
            _making.TryRemove(address, out _);
        }
    }
}
