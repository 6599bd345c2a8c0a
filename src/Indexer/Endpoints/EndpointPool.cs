using System.Runtime.ExceptionServices;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Endpoints;

/// <summary>The endpoints of one chain: whoever is well and has the least to do is asked, and when it fails the next
/// one.</summary>
/// <remarks>A question goes round all endpoints up to <see cref="RetryPolicy.AttemptsMax"/> times, with growing waits
/// between the rounds; one that said for good that it cannot answer is not asked that question again. Endpoints that
/// rest are asked when no other could answer.</remarks>
internal sealed class EndpointPool(IReadOnlyList<Endpoint> endpoints, RetryPolicy retry) : IDisposable
{
    private int? _chainId;

    public IReadOnlyList<Endpoint> Endpoints => endpoints;

    /// <summary>Who was caught, and with what.</summary>
    public ContradictionLog Contradictions { get; } = new();

    /// <summary>The names of all endpoints.</summary>
    public string Name => NamesOf(endpoints);

    /// <param name="transport">Takes the network's place; null for the network.</param>
    public static EndpointPool Connect(
        IEnumerable<EndpointAddress> addresses,
        RetryPolicy retry,
        Func<Uri, HttpMessageHandler>? transport = null
    ) =>
        new(
            [
                .. addresses.Select(address => new Endpoint(
                    transport is null
                        ? new RpcClient(address.Url, time: retry.Time)
                        : new RpcClient(address.Url, transport(address.Url), time: retry.Time),
                    retry.Time,
                    address.RequestsPerSecond
                )),
            ],
            retry
        );

    public static string NamesOf(IEnumerable<Endpoint> endpoints) =>
        string.Join(", ", endpoints.Select(endpoint => endpoint.Name).Distinct().Order(StringComparer.Ordinal));

    /// <summary>The endpoints that are none of the given ones; null if there is none.</summary>
    public EndpointPool? Without(IReadOnlyList<Endpoint> some) =>
        endpoints.Except(some).ToList() is { Count: > 0 } others
            ? new EndpointPool(others, retry) { _chainId = _chainId }
            : null;

    /// <summary>The first answer that an endpoint gives.</summary>
    /// <param name="ask">Asks one endpoint.</param>
    /// <exception cref="RpcException">None answered. Transient if that may pass.</exception>
    public async Task<T> AskAsync<T>(
        Question question,
        EndpointTrail trail,
        Func<Endpoint, Task<T>> ask,
        CancellationToken cancellation
    )
    {
        Dictionary<Endpoint, RpcException> failures = [];
        for (int round = 1; ; round++)
        {
            foreach (Endpoint endpoint in Rank(question, trail).Where(endpoint => MayAnswer(endpoint, failures)))
            {
                try
                {
                    T answer = await AskAsync(endpoint, question, ask, cancellation);
                    trail.Add(endpoint);
                    return answer;
                }
                catch (RpcException failure)
                {
                    failures[endpoint] = failure;
                }
            }

            if (round == RetryPolicy.AttemptsMax || !endpoints.Any(endpoint => MayAnswer(endpoint, failures)))
            {
                throw Sum([.. endpoints.Select(endpoint => failures[endpoint])]);
            }

            await retry.WaitAsync(round, retryAfter: null, cancellation);
        }
    }

    /// <summary>The answers of all endpoints that are well; of any one if none is.</summary>
    /// <exception cref="RpcException">None answered. Transient if that may pass.</exception>
    public async Task<IReadOnlyList<T>> AskAllAsync<T>(
        Question question,
        Func<Endpoint, Task<T>> ask,
        CancellationToken cancellation
    )
    {
        Endpoint[] ready = [.. endpoints.Where(endpoint => endpoint.Health is { IsReady: true, FailureCount: 0 })];
        if (ready.Length > 1)
        {
            (bool IsGiven, T Answer)[] answers = await Task.WhenAll(ready.Select(TryAskAsync));
            if (
                answers.Where(answer => answer.IsGiven).Select(answer => answer.Answer).ToList() is { Count: > 0 } given
            )
            {
                return given;
            }
        }

        return [await AskAsync(question, new EndpointTrail(), ask, cancellation)];

        async Task<(bool, T)> TryAskAsync(Endpoint endpoint)
        {
            try
            {
                return (true, await AskAsync(endpoint, question, ask, cancellation));
            }
            catch (RpcException)
            {
                return (false, default!);
            }
        }
    }

    /// <summary>Asks every endpoint which chain it serves. One that does not answer while another one does is asked when
    /// it is needed.</summary>
    /// <exception cref="SyncException">One serves another chain.</exception>
    /// <exception cref="RpcException">None answers.</exception>
    public async Task RequireChainAsync(int chainId, CancellationToken cancellation)
    {
        _chainId = chainId;
        for (int round = 1; ; round++)
        {
            Exception?[] ends = await Task.WhenAll(
                endpoints.Select(endpoint => ChainCheck.TryAsync(endpoint, chainId, cancellation))
            );
            if (ends.FirstOrDefault(end => end is SyncException) is { } wrong)
            {
                ExceptionDispatchInfo.Throw(wrong);
            }

            RpcException[] failures = [.. ends.OfType<RpcException>()];
            if (failures.Length < endpoints.Count)
            {
                return;
            }

            if (round == RetryPolicy.AttemptsMax || !failures.Any(failure => failure.IsTransient))
            {
                throw Sum(failures);
            }

            await retry.WaitAsync(round, retryAfter: null, cancellation);
        }
    }

    public void Dispose()
    {
        foreach (Endpoint endpoint in endpoints)
        {
            endpoint.Dispose();
        }
    }

    private async Task<T> AskAsync<T>(
        Endpoint endpoint,
        Question question,
        Func<Endpoint, Task<T>> ask,
        CancellationToken cancellation
    )
    {
        if (endpoint.FindRefusal(question.Method) is { } refusal)
        {
            throw refusal;
        }

        if (_chainId is { } chainId && !endpoint.IsChainKnown)
        {
            await ChainCheck.RequireAsync(endpoint, chainId, cancellation);
        }

        if (question.Block is { } block && endpoint.Head < block)
        {
            await HeadReading.RequireAsync(endpoint, question.Method, block, cancellation);
        }

        return await ask(endpoint);
    }

    private static bool MayAnswer(Endpoint endpoint, Dictionary<Endpoint, RpcException> failures) =>
        !failures.TryGetValue(endpoint, out RpcException? failure)
        || (failure.IsTransient && FailureKinds.Of(failure) != FailureKind.TooLarge);

    private List<Endpoint> Rank(Question question, EndpointTrail trail) =>
        [
            .. endpoints
                .OrderBy(endpoint => endpoint.FindRefusal(question.Method) is null ? 0 : 1)
                .ThenBy(endpoint => endpoint.Health.IsReady ? 0 : endpoint.Health.ReadyAt)
                .ThenBy(endpoint => endpoint.Health.SuspectUntil)
                .ThenBy(endpoint => endpoint == trail.Home ? 0 : 1)
                .ThenBy(endpoint => endpoint.Window.Load),
        ];

    /// <summary>What all failures together say.</summary>
    private static RpcException Sum(IReadOnlyList<RpcException> failures)
    {
        if (failures.Count == 1)
        {
            return failures[0];
        }

        // What is not served by one endpoint is not unserved while another one fails.
        RpcException first =
            failures.FirstOrDefault(failure => failure.IsTransient)
            ?? failures.FirstOrDefault(failure => FailureKinds.Of(failure) == FailureKind.Trouble)
            ?? failures[0];
        return new RpcException(
            string.Join(" Then ", failures.Select(failure => failure.Message)),
            failures.Any(failure => failure.IsTransient)
        )
        {
            Code = first.Code,
            Data = first.Data,
            RetryAfter = first.RetryAfter,
            IsDisproved = failures.Any(failure => failure.IsDisproved),
            IsAbsent = failures.All(failure => failure.IsAbsent),
            IsAbsentSomewhere = failures.Any(failure => failure.IsAbsent),
        };
    }
}
