namespace Souk.LocalChain.Economy;

/// <summary>One part of the economy: plans its transactions for the next block from what it knows of the last.
/// </summary>
internal interface IScript
{
    Task PlanAsync(CancellationToken cancellation);
}
