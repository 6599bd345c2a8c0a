using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Souk.Indexer.Endpoints;

namespace Souk.Indexer.Tests.Endpoints;

public sealed class EndpointMeterTests : IDisposable
{
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _measured = new();
    private readonly MeterListener _listener = new();

    public EndpointMeterTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == EndpointMeter.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void A_call_is_counted_timed_and_tagged_with_its_endpoint()
    {
        EndpointMeter.Record("http://metered.example:80", null, TimeSpan.FromSeconds(0.25), window: 7);

        _measured
            .Where(measured => measured.Tags.Contains("metered.example"))
            .ShouldBe([
                ("souk.endpoint.requests", 1, "endpoint=http://metered.example:80"),
                ("souk.endpoint.duration", 0.25, "endpoint=http://metered.example:80"),
                ("souk.endpoint.window", 7, "endpoint=http://metered.example:80"),
            ]);
    }

    [Fact]
    public void A_failure_is_counted_by_its_kind_and_a_false_answer_by_its_endpoint()
    {
        EndpointMeter.Record("http://failing.example:80", FailureKind.Throttled, TimeSpan.Zero, window: 3);
        new ContradictionLog().Add("http://failing.example:80", ["one", "two"]);

        List<(string, double, string)> measured =
        [
            .. _measured.Where(measured => measured.Tags.Contains("failing.example")),
        ];
        measured.ShouldContain(("souk.endpoint.failures", 1, "endpoint=http://failing.example:80,kind=Throttled"));
        measured.ShouldContain(("souk.endpoint.contradictions", 2, "endpoint=http://failing.example:80"));
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue(
            (instrument.Name, value, string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")))
        );
}
