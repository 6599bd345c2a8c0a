using Souk.Simulation.Metrics;

namespace Souk.Simulation.Engine;

/// <summary>A metric and how it is read at the close of a step.</summary>
/// <param name="Units">Base units of an amount; null for what is no amount.</param>
internal sealed record MetricReader(MetricSpec Spec, Func<double> Read, Func<Int128>? Units);
