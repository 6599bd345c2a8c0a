using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Souk.Indexer.Operations;
using Souk.Indexer.Sync;

namespace Souk.Cli.Operations;

/// <summary>Sends traces and measurements of indexing to a collector, by OTLP over HTTP.</summary>
/// <remarks>Spans carry chain, blocks and counts; never an endpoint's address beyond its host.</remarks>
internal sealed class OtlpExport : IDisposable
{
    public const string ServiceName = "souk";

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    /// <param name="collector">Its base address; <c>v1/traces</c> and <c>v1/metrics</c> are appended.</param>
    public OtlpExport(Uri collector)
    {
        ResourceBuilder resource = ResourceBuilder.CreateDefault().AddService(ServiceName);
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(SyncTrace.SourceName)
            .AddOtlpExporter(options => SendTo(options, collector, "v1/traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(SyncMonitor.MeterName)
            .AddOtlpExporter(options => SendTo(options, collector, "v1/metrics"))
            .Build();
    }

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    private static void SendTo(OtlpExporterOptions options, Uri collector, string path)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri($"{collector.AbsoluteUri.TrimEnd('/')}/{path}");
    }
}
