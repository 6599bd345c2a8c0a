using System.Numerics;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy;

/// <summary>What every script shares: the chain, the people, their holdings, the date, and what is deployed.</summary>
internal sealed class World(AnvilHost host, Cast cast, ulong seed, DemoEconomyOptions options)
{
    /// <summary>Set-up blocks follow each other at Ethereum's pace and end before the first day starts.</summary>
    private const long SetupBlockSeconds = 12;
    private const long SetupSeconds = 3_600;
    public const long DaySeconds = 86_400;

    /// <summary>The largest contract, LayerZero's endpoint, takes about 5.5 million.</summary>
    private const long CreationGas = 8_000_000;

    private readonly List<DeployedContract> _deployed = [];

    public BlockWriter Writer { get; } = new(host);

    public Cast Cast => cast;

    public Holdings Holdings { get; } = new();

    public DemoEconomyOptions Options => options;

    public IReadOnlyList<DeployedContract> Deployed => _deployed;

    /// <summary>Days since the set-up, from 0.</summary>
    public int Day { get; private set; }

    /// <summary>The block within the day, from 0.</summary>
    public int Slot { get; private set; }

    public int ChainId => host.Options.ChainId;

    public long GenesisTime => host.Options.GenesisTime;

    /// <summary>Unix seconds of the block being planned.</summary>
    public long Time => GenesisTime + SetupSeconds + Day * DaySeconds + Slot * DaySeconds / options.BlocksPerDay;

    public SeededStream Stream(string purpose) => new(seed, purpose);

    /// <summary>Whether the planned block is the day's given one, or the last where days have fewer.</summary>
    public bool IsSlot(int slot) => Slot == Math.Min(slot, options.BlocksPerDay - 1);

    /// <summary>Draws for an event that happens <paramref name="perMilleADay"/> times in 1000 days.</summary>
    public bool Happens(SeededStream stream, int perMilleADay) =>
        stream.Below(1000 * options.BlocksPerDay) < perMilleADay;

    public void MoveTo(int day, int slot) => (Day, Slot) = (day, slot);

    public void Call(Address from, Contract contract, string function, params object[] arguments) =>
        Writer.Add(contract.Call(from, function, arguments));

    public void Transfer(Contract token, Address from, Address to, BigInteger amount)
    {
        if (Holdings.TrySpend(token.Address, from, amount))
        {
            Call(from, token, "transfer", to, amount);
        }
    }

    /// <summary>Lets a contract spend a token without limit; does nothing the second time.</summary>
    public void Allow(Contract token, Address owner, Contract spender)
    {
        if (Holdings.NeedsAllowance(token.Address, owner, spender.Address))
        {
            Call(owner, token, "approve", spender.Address, Units.Unlimited);
        }
    }

    public void SendNative(string name, Address from, Address to, BigInteger amount) =>
        Writer.Add(new PlannedTransaction(name, from, to, [], amount, Contract.GasDefault, OnMined: null));

    /// <summary>Plans a deployment for the next block.</summary>
    public void Deploy(ContractArtifact artifact, Address from, Action<Contract> onDeployed, params object[] arguments)
    {
        Writer.Add(
            new PlannedTransaction(
                $"{artifact.Name} creation",
                from,
                To: null,
                artifact.EncodeCreation(arguments),
                BigInteger.Zero,
                CreationGas,
                receipt => onDeployed(new Contract(receipt.ContractAddress!.Value, artifact))
            )
        );
    }

    /// <summary>Deploys in a set-up block of its own.</summary>
    public async Task<Contract> DeployAsync(
        ContractArtifact artifact,
        Address from,
        CancellationToken cancellation,
        params object[] arguments
    )
    {
        Contract? deployed = null;
        Deploy(artifact, from, contract => deployed = contract, arguments);
        await MineSetupAsync(cancellation);
        return deployed!;
    }

    /// <summary>Names a contract for the manifests; call it in the block that created it.</summary>
    public Contract Register(string system, string kind, string name, Contract contract)
    {
        _deployed.Add(new DeployedContract(system, kind, name, contract.Address, Writer.BlockNumber));
        return contract;
    }

    public Task<IReadOnlyList<Receipt>> MineSetupAsync(CancellationToken cancellation)
    {
        long time = Writer.Time + SetupBlockSeconds;
        return time < GenesisTime + SetupSeconds
            ? MineAsync(time, cancellation)
            : throw new LocalChainException($"The set-up takes more than {SetupSeconds} s of chain time.");
    }

    public Task<IReadOnlyList<Receipt>> MineAsync(CancellationToken cancellation) => MineAsync(Time, cancellation);

    private async Task<IReadOnlyList<Receipt>> MineAsync(long time, CancellationToken cancellation)
    {
        IReadOnlyList<Receipt> receipts = await Writer.MineAsync(time, cancellation);
        Holdings.Apply(receipts);
        return receipts;
    }
}
