using Souk.Simulation.Ledgers;
using Souk.Simulation.Populations;

namespace Souk.Simulation.Assemblies;

/// <summary>People who give data, as parts that reward them see them.</summary>
internal interface IContributors
{
    Population Agents { get; }

    /// <summary>An account per agent.</summary>
    AccountGroup Wallets { get; }

    /// <summary>What each gives, in the part's own unit: data points accepted so far, or the weight of today's work.</summary>
    Column<uint> GivenUnits { get; }
}
