using Souk.Warehouse.Metrics;

namespace Souk.Warehouse.Handouts;

/// <summary>A handout with all that the log keeps of it: what was stored when it was made, and what was answered.</summary>
/// <param name="Blocks">The last block of each chain.</param>
/// <param name="Mapping">The manifest of each system.</param>
/// <param name="Files">What had been imported.</param>
/// <param name="Program">The version that made it.</param>
/// <param name="Now">Our time, UTC.</param>
internal sealed record HandoutRecord(
    Handout Handout,
    string Blocks,
    string Mapping,
    string Files,
    string Program,
    DateTime Now,
    IReadOnlyList<GivenAnswer> Answers
);
