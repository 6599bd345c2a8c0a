using System.Numerics;
using Souk.Campaigns.Chains;
using Souk.Campaigns.Markets;
using Souk.Warehouse.Values;

namespace Souk.Campaigns.Schedules;

/// <summary>What the bazaar's token came to by the end of a day, by the chain's own logs and with no code of the indexer.</summary>
/// <param name="Balances">The sum of what everybody has; who was drawn to send more than that has less than nothing.</param>
internal readonly record struct SupplyDay(BigInteger Minted, BigInteger Burned, BigInteger Balances)
{
    // Amounts of 10^38 and more are no amounts of the warehouse: they are in quarantine.
    private static readonly BigInteger s_amountMax = BigInteger.Pow(10, 38) - 1;

    /// <summary>Each day with a transfer, and all that moved so far.</summary>
    public static SortedDictionary<DateOnly, SupplyDay> Read(IEnumerable<PlacedLog> logs)
    {
        SortedDictionary<DateOnly, SupplyDay> days = [];
        Dictionary<Address, BigInteger> balances = [];
        (BigInteger minted, BigInteger burned) = (0, 0);
        foreach (PlacedLog placed in logs.Where(IsTransfer))
        {
            var sender = new Address(placed.Log.Topics[1].ToBytes().AsSpan(12));
            var recipient = new Address(placed.Log.Topics[2].ToBytes().AsSpan(12));
            BigInteger amount = AmountOf(placed);
            balances[sender] = balances.GetValueOrDefault(sender) - amount;
            balances[recipient] = balances.GetValueOrDefault(recipient) + amount;
            minted += sender == default ? amount : 0;
            burned += recipient == default ? amount : 0;
            days[DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(placed.Block.Time).UtcDateTime)] = new(
                minted,
                burned,
                balances.Where(held => held.Key != default).Aggregate(BigInteger.Zero, (sum, held) => sum + held.Value)
            );
        }

        return days;
    }

    private static bool IsTransfer(PlacedLog placed) =>
        placed.Log.Contract == Bazaar.Token
        && placed.Log.Topics.Length == 3
        && placed.Log.Topics[0] == Bazaar.Transfer.Topic0
        && AmountOf(placed) <= s_amountMax;

    private static BigInteger AmountOf(PlacedLog placed) => new(placed.Log.Data, isUnsigned: true, isBigEndian: true);
}
