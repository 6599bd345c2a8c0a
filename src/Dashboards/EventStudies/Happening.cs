namespace Souk.Dashboards.EventStudies;

/// <summary>What happens to a market on a day, and what people and price may respond to.</summary>
public enum Happening
{
    Reward,

    /// <summary>What is paid in fees.</summary>
    Fee,

    /// <summary>What part of the prices fees are: changed by a decision, not by how much is bought.</summary>
    FeeRate,

    Price,

    /// <summary>What is burned, or sent where nobody can take it back.</summary>
    Burn,
    Cliff,
}

/// <summary>What may respond.</summary>
public enum DayOutcome
{
    /// <summary>People seen for the first time.</summary>
    Entry,

    /// <summary>People seen for the last time.</summary>
    Exit,

    /// <summary>Hours that people work. No chain has them: of a market it is how many people did anything on the day.</summary>
    Hours,

    /// <summary>What buyers pay.</summary>
    Spending,

    Price,
}
