using Souk.Dashboards.Amounts;

namespace Souk.Dashboards.Answers;

/// <summary>A party that contributed data or services and what it received for them.</summary>
/// <param name="Party">Its address, 0x and 40 digits.</param>
/// <param name="Name">A name for the address, or null.</param>
/// <param name="ContributionCount">How many contributions it made.</param>
/// <param name="Received">One amount per token, the market's token first.</param>
public sealed record Contributor(string Party, string? Name, long ContributionCount, IReadOnlyList<Amount> Received);
