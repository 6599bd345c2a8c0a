using Souk.Cli.Verbs;

namespace Souk.Cli.Tests.Verbs;

public sealed class KnownAtTests
{
    [Theory]
    [InlineData("2025-01-31", "2025-01-31 23:59:59.999999")]
    [InlineData("2025-01-31T12:30:05Z", "2025-01-31 12:30:05.000000")]
    public void A_day_is_known_at_its_end_and_a_time_at_itself(string text, string moment) =>
        SharedOptions
            .ParseKnownAt(text)!
            .Value.ToString("yyyy-MM-dd HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBe(moment);

    [Fact]
    public void Without_a_moment_it_is_now() => SharedOptions.ParseKnownAt(null).ShouldBeNull();

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2025-02-30")]
    [InlineData("2025-01-31T12:30:05")]
    [InlineData("2025-01-31T12:30:05+02:00")]
    public void A_moment_that_could_be_two_is_refused(string text) =>
        Should
            .Throw<InvalidInputException>(() => SharedOptions.ParseKnownAt(text))
            .Message.ShouldContain($"--known-at '{text}' is neither a date nor a time.");
}
