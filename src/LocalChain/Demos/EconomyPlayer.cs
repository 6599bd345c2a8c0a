using Souk.LocalChain.Economy;

namespace Souk.LocalChain.Demos;

/// <summary>Plays the scripted economy block by block, also after its two years.</summary>
public sealed class EconomyPlayer
{
    private readonly World _world;
    private readonly IReadOnlyList<IScript> _scripts;
    private int _day;
    private int _slot;

    internal EconomyPlayer(World world, IReadOnlyList<IScript> scripts)
    {
        _world = world;
        _scripts = scripts;
    }

    /// <summary>Plans and mines the next block of the economy; equal seeds give equal blocks.</summary>
    /// <exception cref="LocalChainException">A transaction failed; names it.</exception>
    public async Task PlayBlockAsync(CancellationToken cancellation)
    {
        _world.MoveTo(_day, _slot);
        foreach (IScript script in _scripts)
        {
            await script.PlanAsync(cancellation);
        }

        await _world.MineAsync(cancellation);
        _slot = (_slot + 1) % _world.Options.BlocksPerDay;
        _day += _slot == 0 ? 1 : 0;
    }
}
