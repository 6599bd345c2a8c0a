using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Plans;

/// <summary>A bucket of the allocation as it was designed, beside the contracts that were deployed for it.</summary>
/// <param name="Name">Of the bucket, in lower case: the last word of the design's part, or the contract's own.</param>
/// <param name="Design">What the design says of it; null where only a contract has it.</param>
/// <param name="Planned">Whole tokens of it that the design still holds on the compared day: 5 %, median, 95 %; null without design.</param>
/// <param name="Contract">Schedules on chain, in words; null where none was deployed under this name.</param>
/// <param name="Deployed">Whole tokens that the contracts received.</param>
/// <param name="Locked">Whole tokens that their schedules had not set free on the compared day.</param>
public sealed record PlanBucket(
    string Name,
    string? Design,
    (double Low, double Median, double High)? Planned,
    string? Contract,
    double? Deployed,
    double? Locked
)
{
    /// <summary>What a reader must know of it.</summary>
    public string Verdict =>
        Contract is null ? PageWords.Plain("plans.no-contract-of-this-name")
        : Planned is not { } planned ? PageWords.Plain("plans.in-no-design")
        : Locked < planned.Low - (Math.Abs(planned.Low) * 1e-9) ? PageWords.Plain("plans.less-is-locked-than-designed")
        : Locked > planned.High + (Math.Abs(planned.High) * 1e-9)
            ? PageWords.Plain("plans.more-is-locked-than-designed")
        : PageWords.Plain("plans.as-designed");
}
