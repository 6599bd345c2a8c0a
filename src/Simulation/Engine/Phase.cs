namespace Souk.Simulation.Engine;

/// <summary>When in a step a rule runs. Phases run in this order; within one the schedule finds the order.</summary>
public enum Phase
{
    /// <summary>Once, before the first step: books the initial state and draws traits.</summary>
    Start,

    /// <summary>Turns what happened yesterday into what agents know today.</summary>
    Observe,

    /// <summary>Agents decide; nothing moves yet.</summary>
    Decide,

    /// <summary>Orders meet.</summary>
    Clear,

    /// <summary>Protocol rules at the close of the step.</summary>
    Settle,

    /// <summary>
    /// For models rebuilt from others: rules run in the order in which they were added and see each other's effects at
    /// once. What depends on that order is a property of the model, so its results carry a label.
    /// </summary>
    Sequential,

    /// <summary>Works out what metrics show.</summary>
    Record,
}
