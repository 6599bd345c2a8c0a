using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Sync;

/// <summary>What happens to a scripted market at random: new blocks, and branches that replace hot ones.</summary>
internal sealed class ReorgScript(ScriptedMarket market, int seed)
{
    private int _drawn;
    private int _branch;
    private int _highest = market.Chain.BlockCount;

    /// <summary>Both bounds included.</summary>
    public int Next(int minimum, int maximum) => minimum + Draw(maximum - minimum + 1);

    /// <summary>Mines, replaces or rolls back; what was once final stays.</summary>
    public void Act()
    {
        if (Draw(2) == 0)
        {
            int removableCount = market.Chain.BlockCount - (_highest - ScriptedMarket.FinalityDepth);
            market.Chain.RollBack(Draw(Math.Max(0, removableCount) + 1));
            _branch++;
        }

        int minedCount = Draw(5);
        for (int count = 0; count < minedCount; count++)
        {
            market.Chain.Mine($"{seed} {_branch}", [.. Enumerable.Range(0, Draw(4)).Select(_ => RandomLog())]);
        }

        _highest = Math.Max(_highest, market.Chain.BlockCount);
    }

    /// <summary>Mines until the chain is higher than it ever was: a lower one looks like an endpoint that lags.</summary>
    public void Outgrow()
    {
        while (market.Chain.BlockCount <= _highest)
        {
            market.Chain.Mine("end");
        }
    }

    private int Draw(int count)
    {
        byte[] hash = Keccak256.Hash(string.Create(CultureInfo.InvariantCulture, $"{seed} {_drawn++}"));
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(hash) % (uint)count);
    }

    private ScriptedLog RandomLog()
    {
        Address shop = RandomAddress("6");
        Address stall = RandomAddress("7");
        return Draw(5) switch
        {
            0 => ScriptedLog.Of(ScriptedMarket.Factory, ScriptedMarket.ShopOpened, shop),
            1 => ScriptedLog.Of(shop, ScriptedMarket.StallOpened, stall),
            2 => ScriptedLog.Of(shop, ScriptedMarket.Sold, ScriptedMarket.Alice, Draw(int.MaxValue), "a thing"),
            3 => ScriptedLog.Of(stall, ScriptedMarket.Sold, ScriptedMarket.Alice, Draw(int.MaxValue), "another"),
            _ => ScriptedLog.Of(
                ScriptedMarket.Token,
                ScriptedMarket.Transfer,
                default(Address),
                ScriptedMarket.Alice,
                new BigInteger(Draw(int.MaxValue))
            ),
        };
    }

    private Address RandomAddress(string digit) =>
        ScriptedMarket.AddressOf(digit + Draw(4).ToString(CultureInfo.InvariantCulture));
}
