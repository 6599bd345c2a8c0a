using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Metrics;
using Souk.Simulation.Sketches;

namespace Souk.Simulation.Tests.Sketches;

public sealed class QuantileSketchTests
{
    [Fact]
    public void Quantiles_are_within_the_stated_error_of_the_exact_ones()
    {
        Prop.ForAll<NormalFloat[]>(terms =>
            {
                double[] values = [.. terms.Select(term => term.Item).Append(1)];
                QuantileSketch sketch = Sketch(values);
                Array.Sort(values);
                return Enumerable.Range(0, values.Length).All(rank => IsNear(values, sketch, rank));
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Few_values_and_the_ends_are_exact()
    {
        QuantileSketch sketch = Sketch(3.14159, -2.71828);

        sketch.Quantile(0).ShouldBe(-2.71828);
        sketch.Quantile(1).ShouldBe(3.14159);
        sketch.Quantile(0.5).ShouldBe(Quantile.OfSorted([-2.71828, 3.14159], 0.5));
    }

    [Fact]
    public void Merging_commutes_in_every_bucket()
    {
        double[] values = [.. Enumerable.Range(-500, 1_001).Select(i => i * 0.37)];
        QuantileSketch parts = Sketch(values[700..]);
        parts.Add(Sketch([.. values[..300].Where((_, i) => i % 3 == 0)]));
        parts.Add(Sketch([.. values[..300].Where((_, i) => i % 3 != 0)]));
        parts.Add(Sketch(values[300..700]));
        parts.Add(new QuantileSketch());

        parts.Buckets.ShouldBe(Sketch(values).Buckets);
        parts.Count.ShouldBe(1_001);
        parts.Least.ShouldBe(-185);
        parts.Most.ShouldBe(185);
    }

    [Fact]
    public void Zeros_of_both_signs_are_one_value()
    {
        QuantileSketch sketch = Sketch(0.0, -0.0, 0.0, -1, 1);

        sketch.Buckets.Count().ShouldBe(3);
        sketch.Quantile(0.5).ShouldBe(0);
    }

    private static bool IsNear(double[] sorted, QuantileSketch sketch, int rank)
    {
        double share = sorted.Length == 1 ? 0 : (double)rank / (sorted.Length - 1);
        double exact = sorted[rank];
        double neighbour = sorted[Math.Min(rank + 1, sorted.Length - 1)];
        double tolerance = QuantileSketch.RelativeError * (Math.Abs(exact) + Math.Abs(neighbour));
        return Math.Abs(sketch.Quantile(share) - Quantile.OfSorted(sorted, share)) <= tolerance + double.Epsilon;
    }

    private static QuantileSketch Sketch(params double[] values)
    {
        QuantileSketch sketch = new();
        Array.ForEach(values, sketch.Add);
        return sketch;
    }
}
