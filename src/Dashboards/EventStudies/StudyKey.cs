using Souk.Research.Responses;

namespace Souk.Dashboards.EventStudies;

/// <summary>Which study: of whole markets, or of the people of one.</summary>
/// <param name="People">What people may do after a reward; null of whole markets.</param>
public sealed record StudyKey(DayOutcome Outcome, Happening Happening, PartyOutcome? People = null)
{
    private const string OfPeople = "people";

    public static StudyKey Of(PartyOutcome outcome) => new(DayOutcome.Hours, Happening.Reward, outcome);

    /// <summary>Whether the price moves when the price moves is no question, and pages ask nothing of purchases.</summary>
    public static StudyKey? Parse(string text) =>
        text.Split('-') is not [var outcome, var happening] ? null
        : outcome == OfPeople
            ? Find<PartyOutcome>(happening) is { } people and not PartyOutcome.Purchases ? Of(people)
                : null
        : Find<DayOutcome>(outcome) is { } known && Find<Happening>(happening) is { } happened
            ? new StudyKey(known, happened) is { IsItself: false } key ? key
                : null
        : null;

    public bool IsItself => People is null && Happening == Happening.Price && Outcome == DayOutcome.Price;

    /// <summary>Names its card, its files and its page.</summary>
    public override string ToString() =>
        People is { } people ? $"{OfPeople}-{people}".ToLowerInvariant() : $"{Outcome}-{Happening}".ToLowerInvariant();

    private static T? Find<T>(string text)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            if (value.ToString().ToLowerInvariant() == text)
            {
                return value;
            }
        }

        return null;
    }
}
