using Souk.Simulation.Ledgers;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Pools;

/// <summary>Someone who spends money in a pool.</summary>
/// <param name="Spend">How much, base units; above zero. Null spends all that the account has.</param>
/// <param name="Money">One account that pays.</param>
/// <param name="Tokens">The account that receives.</param>
/// <param name="BringsMoney">Whether what the account lacks comes from outside of the scenario.</param>
internal sealed record PoolBuyer(Amount? Spend, Holdings Money, Holdings Tokens, bool BringsMoney);

/// <summary>Someone who sells: agents by list, or one account an amount of money's worth or all that it has.</summary>
/// <param name="Sales">Rows and base units; null where one account sells.</param>
/// <param name="Worth">Money that the account wants to raise, below zero, at yesterday's price; null with no list for all.</param>
internal sealed record PoolSeller(Shortlist? Sales, Amount? Worth, Holdings Tokens, Holdings Money);
