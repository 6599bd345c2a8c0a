using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Ocean;

/// <summary>The foundation gives up OCEAN every month. The token cannot burn: by convention it goes where nobody has a
/// key, and the total supply stays.</summary>
internal sealed class BurnScript(World world, OceanContracts ocean) : IScript
{
    private const int MonthDays = 30;
    private const int TokensMin = 50_000;
    private const int TokensMax = 250_000;

    private static readonly Address Dead = Address.Parse("0x000000000000000000000000000000000000dEaD");

    private readonly SeededStream _stream = world.Stream("ocean burns");

    public Task PlanAsync(CancellationToken cancellation)
    {
        if (world.Day % MonthDays == MonthDays - 1 && world.Slot == 0)
        {
            int tokens = _stream.Between(TokensMin, TokensMax);
            world.Transfer(ocean.Token, world.Cast.OceanFoundation, Dead, Units.Ocean(tokens));
        }

        return Task.CompletedTask;
    }
}
