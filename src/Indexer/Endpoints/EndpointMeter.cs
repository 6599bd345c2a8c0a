using System.Diagnostics.Metrics;

namespace Souk.Indexer.Endpoints;

/// <summary>Measures each endpoint by its name, which holds no key; costs next to nothing while nobody listens.</summary>
internal static class EndpointMeter
{
    /// <summary>The meter of all of indexing.</summary>
    public const string Name = "Souk.Indexer";

    private const string EndpointTag = "endpoint";

    private static readonly Meter s_meter = new(Name);

    private static readonly Counter<long> s_requests = s_meter.CreateCounter<long>(
        "souk.endpoint.requests",
        "requests",
        "Requests that were answered or given up"
    );

    private static readonly Counter<long> s_failures = s_meter.CreateCounter<long>(
        "souk.endpoint.failures",
        "requests",
        "Requests without an answer, by kind"
    );

    private static readonly Counter<long> s_contradictions = s_meter.CreateCounter<long>(
        "souk.endpoint.contradictions",
        "answers",
        "Answers about logs that a block's hash disproved"
    );

    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>(
        "souk.endpoint.duration",
        "s",
        "From sending a request to its end"
    );

    private static readonly Gauge<int> s_window = s_meter.CreateGauge<int>(
        "souk.endpoint.window",
        "requests",
        "Requests that may run at once"
    );

    public static void CountContradictions(string endpoint, int count) =>
        s_contradictions.Add(count, new KeyValuePair<string, object?>(EndpointTag, endpoint));

    /// <param name="failure">Null for an answer.</param>
    public static void Record(string endpoint, FailureKind? failure, TimeSpan duration, int window)
    {
        KeyValuePair<string, object?> tag = new(EndpointTag, endpoint);
        s_requests.Add(1, tag);
        s_duration.Record(duration.TotalSeconds, tag);
        s_window.Record(window, tag);
        if (failure is { } kind)
        {
            s_failures.Add(1, tag, new("kind", kind.ToString()));
        }
    }
}
