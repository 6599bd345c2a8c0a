using Souk.Cli.Verbs;

namespace Souk.Cli.Tests.Verbs;

public sealed class MomentOptionsTests
{
    [Theory]
    [InlineData("2025-01-31", "2025-01-31 23:59:59.999999")]
    [InlineData("2025-01-31T12:30:05Z", "2025-01-31 12:30:05.000000")]
    public void A_day_is_known_at_its_end_and_a_time_at_itself(string text, string moment) =>
        AskedMoment
            .Of(day: null, block: null, text)
            .KnownAt!.Value.ToString("yyyy-MM-dd HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBe(moment);

    [Fact]
    public void Without_a_moment_it_is_now()
    {
        AskedMoment.Of(day: null, block: null, known: null).IsNow.ShouldBeTrue();
        AskedMoment.Of("2025-01-31", block: null, known: null).Day.ShouldBe(new DateTime(2025, 1, 31, 23, 59, 59));
    }

    [Fact]
    public void A_day_and_a_block_at_once_are_refused_and_a_day_is_written_in_one_way()
    {
        Should
            .Throw<InvalidInputException>(() => AskedMoment.Of("2025-01-31", "7", known: null))
            .Message.ShouldBe("Give --as-of or --as-of-block, not both.");
        Should
            .Throw<InvalidInputException>(() => AskedMoment.Of("31.01.2025", block: null, known: null))
            .Message.ShouldBe("--as-of '31.01.2025' is not a date. Write it as 2025-01-31.");
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2025-02-30")]
    [InlineData("2025-01-31T12:30:05")]
    [InlineData("2025-01-31T12:30:05+02:00")]
    public void A_moment_that_could_be_two_is_refused(string text) =>
        Should
            .Throw<InvalidInputException>(() => AskedMoment.Of(day: null, block: null, text))
            .Message.ShouldContain($"--known-at '{text}' is neither a date nor a time.");
}
