using System.Numerics;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.SingularityNet;

/// <summary>Consumers open channels to organisations, use their services, top up, extend, or leave and take back what
/// is left.</summary>
internal sealed class ChannelScript(
    World world,
    SingularityNetContracts snet,
    Escrow escrow,
    IReadOnlyList<Organisation> organisations
) : IScript
{
    private const int OpenPerMilleADay = 35;
    private const int TopUpPerMilleADay = 200;
    private const int DecidePerMilleADay = 150;
    private const int LeavePerMille = 250;
    private const int TimeoutPerMilleADay = 100;
    private const int ReopenPerMilleADay = 6;
    private const int UsePerMilleADay = 600;
    private const int NoticeDays = 15;
    private const int LotTokens = 15_000;

    private readonly SeededStream _stream = world.Stream("channels");

    public Task PlanAsync(CancellationToken cancellation)
    {
        foreach (Address consumer in world.Cast.ServiceConsumers)
        {
            if (world.Happens(_stream, OpenPerMilleADay))
            {
                TryOpen(consumer, _stream.Pick(organisations));
            }
        }

        foreach (Channel channel in escrow.Channels)
        {
            Tend(channel);
        }

        return Task.CompletedTask;
    }

    /// <summary>A consumer has one channel to an organisation, which he reuses.</summary>
    private void TryOpen(Address consumer, Organisation organisation)
    {
        bool isKnown = escrow.Channels.Any(channel =>
            channel.Consumer == consumer && channel.Organisation == organisation
        );
        if (isKnown || !organisation.IsOpen(world.Day))
        {
            return;
        }

        BigInteger amount = DrawFunds();
        int days = DrawDays();
        if (_stream.Chance(500))
        {
            if (!escrow.TryDepositAndOpen(consumer, organisation, amount, days))
            {
                BuyTokens(consumer);
            }
        }
        else if (TryCover(consumer, amount))
        {
            escrow.Open(consumer, organisation, amount, days);
        }
    }

    private void Tend(Channel channel)
    {
        if (channel.IsSuspended)
        {
            Reopen(channel);
        }
        else if (escrow.DaysLeft(channel) < 0)
        {
            TakeBack(channel);
        }
        else if (!channel.IsLeaving)
        {
            Use(channel);
            TopUp(channel);
            Decide(channel);
        }
    }

    private void Reopen(Channel channel)
    {
        BigInteger amount = DrawFunds();
        if (world.Happens(_stream, ReopenPerMilleADay) && TryCover(channel.Consumer, amount))
        {
            escrow.Extend(channel, DrawDays());
            escrow.AddFunds(channel, amount);
            channel.IsLeaving = false;
        }
    }

    private void TakeBack(Channel channel)
    {
        if (world.Happens(_stream, TimeoutPerMilleADay))
        {
            escrow.ClaimTimeout(channel);
            if (_stream.Chance(500))
            {
                escrow.WithdrawAll(channel.Consumer);
            }
        }
    }

    /// <summary>A day's calls, signed for off the chain.</summary>
    private void Use(Channel channel)
    {
        if (world.Slot == 0 && _stream.Chance(UsePerMilleADay))
        {
            // In hundredths of AGIX: prices of calls are small.
            channel.Use(Units.Agix(_stream.Between(50, 6_000)) / 100);
        }
    }

    private void TopUp(Channel channel)
    {
        BigInteger amount = DrawFunds();
        bool isLow = channel.Value - channel.Owed < Units.Agix(100);
        if (isLow && world.Happens(_stream, TopUpPerMilleADay) && TryCover(channel.Consumer, amount))
        {
            escrow.AddFunds(channel, amount);
        }
    }

    private void Decide(Channel channel)
    {
        if (escrow.DaysLeft(channel) < NoticeDays && world.Happens(_stream, DecidePerMilleADay))
        {
            channel.IsLeaving = _stream.Chance(LeavePerMille);
            if (!channel.IsLeaving)
            {
                escrow.Extend(channel, DrawDays());
            }
        }
    }

    /// <summary>Sees to it that the balance in the escrow covers an amount.</summary>
    private bool TryCover(Address consumer, BigInteger amount)
    {
        BigInteger missing = amount - escrow.BalanceOf(consumer);
        if (missing <= BigInteger.Zero || escrow.TryDeposit(consumer, missing))
        {
            return true;
        }

        BuyTokens(consumer);
        return false;
    }

    /// <summary>The foundation stands for the exchange; he comes back another day.</summary>
    private void BuyTokens(Address consumer) =>
        world.Transfer(snet.Token, world.Cast.AgixFoundation, consumer, Units.Agix(LotTokens));

    private BigInteger DrawFunds() => Units.Agix(_stream.Between(300, 2_500));

    private int DrawDays() => _stream.Between(30, 120);
}
