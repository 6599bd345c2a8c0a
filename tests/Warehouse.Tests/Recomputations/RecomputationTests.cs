using System.Reflection;
using Souk.Warehouse.Metrics;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Every metric against what plain loops make of the same rows, or a property that a test holds.</summary>
public sealed class RecomputationTests(DrawnFacts facts) : IClassFixture<DrawnFacts>
{
    private static readonly DateTime?[] s_moments = [null, DrawnFacts.Times[33]];
    private static readonly DateTime? s_beforeAll = new(2020, 1, 1);

    public static TheoryData<string> Keys =>
        [.. Methods().Where(method => method.IsStatic).SelectMany(MetricsOf).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_metric_is_what_plain_loops_make_of_the_same_rows(string metric)
    {
        var recompute = Methods()
            .Single(method => method.IsStatic && MetricsOf(method).Contains(metric))
            .CreateDelegate<Func<DrawnQuestion, IEnumerable<string>>>();
        int compared = 0;
        foreach ((string market, DateTime? moment) in Asked())
        {
            foreach (bool byEntity in MetricCatalogue.Get(metric).IsByActor ? [false, true] : (bool[])[false])
            {
                DrawnQuestion question = new(facts, market, moment, byEntity);
                string[] expected = [.. recompute(question).Order(StringComparer.Ordinal)];
                compared += expected.Length;
                string[] found =
                [
                    .. question.Ask(metric).Rows.Select(row => DrawnRow.Line(row)).Order(StringComparer.Ordinal),
                ];
                found.ShouldBe(
                    expected,
                    customMessage: $"{metric} of {market} as of {moment}{(byEntity ? " by entity" : "")}"
                );
            }
        }

        compared.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Every_metric_of_the_catalogue_is_recomputed_or_held_to_a_property()
    {
        string[] known = [.. MetricCatalogue.All.Select(metric => metric.Key)];
        string[] held = [.. Methods().SelectMany(MetricsOf).Distinct()];

        known.Except(held).ShouldBeEmpty();
        held.Except(known).ShouldBeEmpty();
        // Whatever says that it holds a metric is run: by the theory above, or as a test of its own.
        Methods()
            .Where(method => !method.IsStatic && method.GetCustomAttribute<FactAttribute>() is null)
            .ShouldBeEmpty();
    }

    // Before all blocks, and of a market without rows, every answer is as empty: one question of each will do.
    private static IEnumerable<(string Market, DateTime? Moment)> Asked() =>
        DrawnFacts
            .Markets[..3]
            .SelectMany(market => s_moments.Select(moment => (market, moment)))
            .Append((DrawnFacts.Markets[0], s_beforeAll))
            .Append((DrawnFacts.Markets[3], null));

    private static IEnumerable<MethodInfo> Methods() =>
        typeof(RecomputationTests)
            .Assembly.GetTypes()
            .SelectMany(type =>
                type.GetMethods(
                    BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
                )
            )
            .Where(method => method.IsDefined(typeof(RecomputesAttribute)));

    private static IReadOnlyList<string> MetricsOf(MethodInfo method) =>
        method.GetCustomAttribute<RecomputesAttribute>()!.Metrics;
}
