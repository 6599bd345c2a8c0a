using System.Numerics;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.SingularityNet;

/// <summary>The foundation mints AGIX every month, a little less each time, and burns some of what it holds.</summary>
/// <remarks>Both amounts are assumptions; the first mint comes after a month, apart from the initial supply.</remarks>
internal sealed class AgixSupplyScript(World world, SingularityNetContracts snet) : IScript
{
    private const int MonthDays = 30;
    private const int DecayPerMille = 985;
    private const int BurnTokensMin = 200_000;
    private const int BurnTokensMax = 900_000;

    private readonly SeededStream _stream = world.Stream("agix supply");

    private BigInteger _emission = Units.Agix(8_000_000);

    public Task PlanAsync(CancellationToken cancellation)
    {
        if (world.Slot == 0 && world.Day % MonthDays == MonthDays - 1)
        {
            Address foundation = world.Cast.AgixFoundation;
            world.Call(foundation, snet.Token, "mint", foundation, _emission);
            _emission = Units.PerMille(_emission, DecayPerMille);
            BigInteger burned = Units.Agix(_stream.Between(BurnTokensMin, BurnTokensMax));
            if (world.Holdings.TrySpend(snet.Token.Address, foundation, burned))
            {
                world.Call(foundation, snet.Token, "burn", burned);
            }
        }

        return Task.CompletedTask;
    }
}
