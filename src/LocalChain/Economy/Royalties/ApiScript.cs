using System.Security.Cryptography;
using System.Text;
using Souk.LocalChain.Chain;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Royalties;

/// <summary>Applications call assets over a Web2 API; a gateway commits the root of a week's calls, and settles them a block
/// later.</summary>
internal sealed class ApiScript(World world, Contract token, Contract settlement) : IScript
{
    /// <summary>What each application is given, and deposits.</summary>
    public const long DepositTokens = 3_000;

    private const int Slot = 2;
    private const int DepositDay = 33;
    private const int BatchDays = 7;
    private const int CallsMax = 12;
    private const int PriceTokens = 1;
    private const long SettleGas = 3_000_000;

    private readonly SeededStream _stream = world.Stream("API calls");

    private object[] _calls = [];
    private int _callCount;

    public static Address GatewayOf(Cast cast) => cast.ServiceProviders[^2];

    public static IReadOnlyList<Address> ApplicationsOf(Cast cast) => [.. cast.ServiceConsumers.Take(3)];

    public Task PlanAsync(CancellationToken cancellation)
    {
        if (_calls.Length > 0)
        {
            PlannedTransaction settle = settlement.Call(GatewayOf(world.Cast), "settle", [_calls]);
            world.Writer.Add(settle with { Gas = SettleGas });
            _calls = [];
        }
        else if (world.IsSlot(Slot) && world.Day == DepositDay)
        {
            Deposit();
        }
        else if (world.IsSlot(Slot) && world.Day > DepositDay && world.Day % BatchDays == 0)
        {
            Commit();
        }

        return Task.CompletedTask;
    }

    private void Deposit()
    {
        foreach (Address application in ApplicationsOf(world.Cast))
        {
            if (world.Holdings.TrySpend(token.Address, application, Units.Sahara(DepositTokens)))
            {
                world.Allow(token, application, settlement);
                world.Call(application, settlement, "deposit", Units.Sahara(DepositTokens));
            }
        }
    }

    private void Commit()
    {
        IReadOnlyList<Address> applications = ApplicationsOf(world.Cast);
        _calls =
        [
            .. Enumerable
                .Range(0, _stream.Between(2, CallsMax))
                .Select(_ => (object)MakeCall(applications[_stream.Below(applications.Count)])),
        ];
        world.Call(GatewayOf(world.Cast), settlement, "commit", CallBatch.RootOf(_calls), _calls.Length);
    }

    /// <summary>Contributors 41 and 44 own these datasets (<see cref="RoyaltyScript"/>), which are made of nothing and so owe no
    /// royalties: the settlement pays none upstream.</summary>
    private object[] MakeCall(Address application)
    {
        bool isMaps = _stream.Chance(600);
        byte[] id = SHA256.HashData(Encoding.UTF8.GetBytes($"synthetic call {_callCount++}"));
        return
        [
            id,
            RoyaltyScript.Id(isMaps ? "maps" : "accents"),
            application,
            world.Cast.Contributors[isMaps ? 44 : 41],
            Units.Sahara(PriceTokens),
        ];
    }
}
