using Souk.DuckDb;
using Souk.Research.Frames;
using Souk.Simulation.Uncertainties;

namespace Souk.Research.Notebooks;

/// <summary>A metric under every model that might be right, as a frame: a row for each model, and their union last.</summary>
internal static class UncertaintyFrame
{
    public static Frame Of(MetricUncertainty metric)
    {
        ModelBand[] bands = [.. metric.Models, metric.Union];
        return FrameStore
            .InMemory()
            .Of(
                bands.Length,
                [
                    ("model", "VARCHAR", DuckDBColumn.Of(bands.Select(band => band.Model).ToArray())),
                    ("p05", "DOUBLE", DuckDBColumn.Of(bands.Select(band => band.P05).ToArray())),
                    ("p50", "DOUBLE", DuckDBColumn.Of(bands.Select(band => band.P50).ToArray())),
                    ("p95", "DOUBLE", DuckDBColumn.Of(bands.Select(band => band.P95).ToArray())),
                ]
            );
    }
}
