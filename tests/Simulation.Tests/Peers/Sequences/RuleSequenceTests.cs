using Souk.Simulation.Peers.Sequences;

namespace Souk.Simulation.Tests.Peers.Sequences;

public class RuleSequenceTests
{
    [Fact]
    public void Each_rule_sees_what_those_before_it_did()
    {
        RuleSequence<double, double> sequence = new(("add", Add), ("double", Double));
        double state = 1;

        sequence.Apply(ref state, 10, 1);
        sequence.Apply(ref state, 10, 2);

        // (1 + 10) * 2 = 22; (22 + 10) * 2 = 64.
        state.ShouldBe(64);
        sequence.Rules.Select(rule => rule.Name).ShouldBe(["add", "double"]);
    }

    [Fact]
    public void A_course_keeps_its_last_value()
    {
        Course course = Course.PerStep(3, 5);

        new[] { course.At(1), course.At(2), course.At(3), course.At(100) }.ShouldBe([3, 5, 5, 5]);
        Course.Constant(7).At(42).ShouldBe(7);
        Should.Throw<ArgumentException>(() => Course.PerStep());
    }

    private static void Add(ref double state, double amount, int step) => state += amount;

    private static void Double(ref double state, double amount, int step) => state *= 2;
}
