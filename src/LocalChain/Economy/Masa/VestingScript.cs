using System.Numerics;

namespace Souk.LocalChain.Economy.Masa;

/// <summary>Beneficiaries release what has vested about once a week and sell part of what they hold.</summary>
internal sealed class VestingScript(World world, MasaContracts masa) : IScript
{
    private const int ReleasePerMilleADay = 130;
    private const int SalePerMilleADay = 60;

    /// <summary>A sale is at most this share of what the seller holds, and of what lies in the pool.</summary>
    private const int HoldingSharePerMille = 60;
    private const int PoolSharePerMille = 15;

    private readonly SeededStream _stream = world.Stream("vesting");

    public Task PlanAsync(CancellationToken cancellation)
    {
        foreach (VestingWallet wallet in masa.Vesting)
        {
            // A day more than the cliff: set-up hours must not make the first release empty.
            if (world.Day > wallet.CliffDays && world.Happens(_stream, ReleasePerMilleADay))
            {
                world.Call(wallet.Beneficiary, wallet.Contract, "release", masa.Token.Address);
            }

            if (world.Happens(_stream, SalePerMilleADay))
            {
                Sell(wallet);
            }
        }

        return Task.CompletedTask;
    }

    private void Sell(VestingWallet wallet)
    {
        BigInteger held = world.Holdings.Available(masa.Token.Address, wallet.Beneficiary);
        BigInteger pooled = world.Holdings.Of(masa.Token.Address, masa.Pool.Address);
        BigInteger share = Units.PerMille(held, _stream.Between(5, HoldingSharePerMille));
        masa.Sell(world, wallet.Beneficiary, BigInteger.Min(share, Units.PerMille(pooled, PoolSharePerMille)));
    }
}
