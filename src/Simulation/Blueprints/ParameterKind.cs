namespace Souk.Simulation.Blueprints;

/// <summary>What a parameter holds, and so how it is written.</summary>
public enum ParameterKind
{
    /// <summary>`2.5`</summary>
    Number,

    /// <summary>`20`: a whole number.</summary>
    Count,

    /// <summary>`0.3`, `30 %` or `25 bp`: between 0 and 1 unless the specification says otherwise.</summary>
    Share,

    /// <summary>`1.38 USD`</summary>
    Usd,

    /// <summary>`1.38 USD/h`; held per day.</summary>
    UsdPerDay,

    /// <summary>`300M MASA`; held in base units.</summary>
    Tokens,

    /// <summary>`10k MASA/day`; held in base units per day, rounded down.</summary>
    TokensPerDay,

    /// <summary>`6 months`; held in days. A month is a twelfth of a year, a year 365 days.</summary>
    Duration,

    /// <summary>`2024-04-11`</summary>
    Date,

    /// <summary>`yes` or `no`</summary>
    YesNo,

    /// <summary>One of the words of the specification.</summary>
    Word,

    /// <summary>The symbol of a token of the scenario.</summary>
    Token,

    /// <summary>The name of another part of the scenario.</summary>
    Part,

    /// <summary>Anything; the part that has it checks it.</summary>
    Text,

    /// <summary>`30 % * fees.balance.TKN`; its spaces and lines do not count for the hash.</summary>
    Formula,
}
