using System.Numerics;

namespace Souk.LocalChain.Economy.Masa;

/// <summary>Mints MASA to the rewards treasury every week, a little less each time, and funds the staking rewards.
/// </summary>
internal sealed class EmissionScript(World world, MasaContracts masa) : IScript
{
    private const int WeekDays = 7;
    private const int DecayPerMille = 995;
    private const int StakingSharePerMille = 350;

    private BigInteger _emission = Units.Masa(800_000);

    public Task PlanAsync(CancellationToken cancellation)
    {
        if (world.Day % WeekDays == 0 && world.Slot == 0)
        {
            world.Call(world.Cast.MasaMinter, masa.Token, "mint", world.Cast.RewardsTreasury, _emission);
            BigInteger stakingShare = Units.PerMille(_emission, StakingSharePerMille);
            world.Transfer(masa.Token, world.Cast.RewardsTreasury, masa.Staking.Address, stakingShare);
            _emission = Units.PerMille(_emission, DecayPerMille);
        }

        return Task.CompletedTask;
    }
}
