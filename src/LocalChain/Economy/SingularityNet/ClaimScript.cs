using System.Numerics;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.SingularityNet;

/// <summary>Organisations claim what consumers signed for, sooner when a channel is about to expire, and withdraw
/// their earnings.</summary>
internal sealed class ClaimScript(World world, Escrow escrow) : IScript
{
    private const int ClaimPerMilleADay = 50;
    private const int UrgentPerMilleADay = 250;
    private const int UrgentDays = 7;
    private const int SendbackPerMille = 30;
    private const int DiscountPerMille = 50;
    private const int WithdrawPerMilleADay = 40;

    private readonly SeededStream _stream = world.Stream("claims");

    public async Task PlanAsync(CancellationToken cancellation)
    {
        foreach (Channel channel in escrow.Channels)
        {
            bool isUrgent = escrow.DaysLeft(channel) < UrgentDays;
            if (world.Happens(_stream, isUrgent ? UrgentPerMilleADay : ClaimPerMilleADay) && channel.Owed > 0)
            {
                await ClaimAsync(channel, cancellation);
            }
        }

        foreach (Address provider in world.Cast.ServiceProviders)
        {
            if (world.Happens(_stream, WithdrawPerMilleADay))
            {
                escrow.WithdrawAll(provider);
            }
        }
    }

    private Task ClaimAsync(Channel channel, CancellationToken cancellation)
    {
        // The contract lets a provider take less than was signed for.
        BigInteger amount = _stream.Chance(DiscountPerMille) ? Units.PerMille(channel.Owed, 900) : channel.Owed;
        return escrow.ClaimAsync(channel, amount, _stream.Chance(SendbackPerMille), cancellation);
    }
}
