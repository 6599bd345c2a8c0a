using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Souk.LocalChain.Chain;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Royalties;

/// <summary>An encrypted upload becomes part of a model and of an agent, which are called here and from another chain.
/// </summary>
internal sealed class RoyaltyScript(World world, RoyaltyContracts royalties) : IScript
{
    private const int Slot = 0;
    private const int CallPerMilleADay = 30;

    /// <summary>Days between two calls from the other chain.</summary>
    private const int ReuseDays = 60;

    /// <summary>Days between two people who bring their own tokens over; not in the same block as a call.</summary>
    private const int BringDays = 90;
    private const int BroughtTokens = 50;
    private const int PriceTokens = 5;
    private const int ReuseTokens = 8;
    private const int CallPpm = 400_000;
    private const int CompositionPpm = 300_000;

    private readonly SeededStream _stream = world.Stream("royalties");

    /// <summary>Who calls assets: people that other markets of the demo do not know as buyers.</summary>
    public static IReadOnlyList<Address> CallersOf(Cast cast) => cast.Traders;

    public async Task PlanAsync(CancellationToken cancellation)
    {
        if (!world.IsSlot(Slot))
        {
            return;
        }

        Register();
        if (world.Day > LastRegistration)
        {
            CallHere();
        }

        if (world.Day > LastRegistration && world.Day % ReuseDays == 0)
        {
            await CallFromAfarAsync(cancellation);
        }
        else if (world.Day > LastRegistration && world.Day % BringDays == 0)
        {
            await BringHomeAsync(cancellation);
        }
    }

    private const int LastRegistration = 30;

    private void Register()
    {
        // Contributors beyond those who publish on Ocean.
        IReadOnlyList<Address> people = world.Cast.Contributors;
        switch (world.Day)
        {
            case 5:
                Register(people[40], "voices", "dataset", "Voice recordings", isEncrypted: true);
                break;
            case 10:
                Register(people[41], "accents", "dataset", "Accent labels", isEncrypted: false);
                break;
            case 20:
                Register(
                    people[42],
                    "speech",
                    "model",
                    "Speech model",
                    isEncrypted: false,
                    ("voices", 2),
                    ("accents", 1)
                );
                break;
            case 25:
                Register(people[44], "maps", "dataset", "Street maps", isEncrypted: false);
                break;
            case LastRegistration:
                Register(people[43], "agent", "agent", "Phone agent", isEncrypted: false, ("speech", 1));
                break;
        }
    }

    private void CallHere()
    {
        foreach (Address caller in CallersOf(world.Cast))
        {
            BigInteger price = Units.Sahara(PriceTokens);
            if (
                world.Happens(_stream, CallPerMilleADay * world.Options.BlocksPerDay)
                && world.Holdings.TrySpend(royalties.Home.Token.Address, caller, price)
            )
            {
                world.Allow(royalties.Home.Token, caller, royalties.Registry);
                world.Call(caller, royalties.Registry, "call", _stream.Chance(500) ? Id("agent") : Id("speech"));
            }
        }
    }

    /// <summary>One block on the other chain; its packet arrives and is divided in the block that is planned here.</summary>
    private async Task CallFromAfarAsync(CancellationToken cancellation)
    {
        World foreign = royalties.Foreign.World;
        Address caller = _stream.Pick(CallersOf(foreign.Cast));
        foreign.Allow(royalties.Foreign.Token, caller, royalties.Desk);
        byte[] guid = await SendAsync(
            royalties.Desk.Call(caller, "reuse", Id("agent"), Units.Sahara(ReuseTokens)),
            cancellation
        );
        world.Call(world.Cast.Deployer, royalties.Registry, "settle", guid);
    }

    /// <summary>Somebody's tokens on the other chain arrive at his own account here.</summary>
    private Task BringHomeAsync(CancellationToken cancellation)
    {
        Address person = _stream.Pick(CallersOf(royalties.Foreign.World.Cast));
        byte[] none = new byte[Hash32.ByteCount];
        long home = royalties.Home.EndpointId;
        BigInteger amount = Units.Sahara(BroughtTokens);
        return SendAsync(
            royalties.Foreign.Token.Call(person, "sendWithMemo", home, person, amount, none),
            cancellation
        );
    }

    /// <summary>Mines a call that sends a message on the other chain, and plans its arrival here.</summary>
    /// <returns>The message's guid.</returns>
    private async Task<byte[]> SendAsync(PlannedTransaction call, CancellationToken cancellation)
    {
        World foreign = royalties.Foreign.World;
        Receipt? sent = null;
        foreign.MoveTo(world.Day, world.Slot);
        foreign.Writer.Add(call with { Value = BridgeEnd.MessageFee, OnMined = receipt => sent = receipt });
        await foreign.MineAsync(cancellation);
        byte[] packet = royalties.Foreign.PacketOf(sent!);
        royalties.Home.Deliver(packet);
        return BridgeEnd.GuidOf(packet);
    }

    private void Register(
        Address owner,
        string id,
        string kind,
        string name,
        bool isEncrypted,
        params (string Parent, int Weight)[] parents
    )
    {
        object[] terms = ["attribution, share alike", CallPpm, CompositionPpm, true, Units.Sahara(PriceTokens)];
        object[] parts = [.. parents.Select(part => (object)new object[] { Id(part.Parent), part.Weight })];
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes("synthetic content of " + id));
        string uri = isEncrypted ? "ipfs://synthetic-demo/" + id : "";
        if (parents.Length > 0)
        {
            // The registry collects the royalties of what he sells.
            world.Allow(royalties.Home.Token, owner, royalties.Registry);
        }

        world.Call(owner, royalties.Registry, "register", [Id(id), kind, name, uri, hash, isEncrypted, terms, parts]);
    }

    /// <summary>32 bytes that begin with a text of ASCII.</summary>
    public static byte[] Id(string name)
    {
        byte[] id = new byte[Hash32.ByteCount];
        Encoding.ASCII.GetBytes(name, id);
        return id;
    }
}
