using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Souk.LocalChain.Chain;

namespace Souk.LocalChain.Economy.Masa;

/// <summary>Contributors mint a MODELLED vault for a fee, change what it holds for a smaller one, and some end theirs. Part of
/// each fee is burned.</summary>
internal sealed class VaultScript(World world, Contract token, Contract vaults, Population population) : IScript
{
    /// <summary>Fees are assumptions: Masa publishes none.</summary>
    public static readonly BigInteger MintFee = Units.Masa(50);

    public static readonly BigInteger ManageFee = Units.Masa(10);

    /// <summary>Half of a fee burns: an assumption.</summary>
    public const int BurnPpm = 500_000;

    private const int Slot = 1;
    private const int MintPerMilleADay = 60;
    private const int ManagePerMilleADay = 12;
    private const int BurnPerMilleADay = 1;

    private readonly SeededStream _stream = world.Stream("vaults");

    /// <summary>Number of a contributor's vault, which the contract counts from 1; 0 once he ended it.</summary>
    private readonly Dictionary<Contributor, int> _vaults = [];

    private int _minted;
    private int _changes;

    public Task PlanAsync(CancellationToken cancellation)
    {
        if (world.IsSlot(Slot))
        {
            foreach (Contributor person in population.ActiveContributors(world.Day))
            {
                Plan(person);
            }
        }

        return Task.CompletedTask;
    }

    private void Plan(Contributor person)
    {
        int draw = _stream.Below(1000);
        if (!_vaults.TryGetValue(person, out int vault))
        {
            if (draw < MintPerMilleADay && world.Holdings.TrySpend(token.Address, person.Account, MintFee))
            {
                world.Allow(token, person.Account, vaults);
                world.Call(person.Account, vaults, "mint", NextHash());
                _vaults[person] = ++_minted;
            }
        }
        else if (vault > 0 && draw < BurnPerMilleADay)
        {
            world.Call(person.Account, vaults, "burn", vault);
            _vaults[person] = 0;
        }
        else if (
            vault > 0
            && draw < BurnPerMilleADay + ManagePerMilleADay
            && world.Holdings.TrySpend(token.Address, person.Account, ManageFee)
        )
        {
            world.Call(person.Account, vaults, "manage", vault, NextHash());
        }
    }

    private byte[] NextHash() => SHA256.HashData(Encoding.UTF8.GetBytes($"synthetic metadata {_changes++}"));
}
