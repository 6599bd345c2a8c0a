using System.Numerics;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.DataFarms;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.DataFarms;

/// <summary>What owners do and what a week pays.</summary>
/// <param name="Share">Of its balance, what each locks each time.</param>
/// <param name="EveryDays">Days between locks.</param>
/// <param name="LockDays">From a lock to its end.</param>
/// <param name="Volumes">Base units by asset and week.</param>
/// <param name="Weights">Shares of the budget, by asset.</param>
/// <param name="IsEven">Whether power is spread evenly, or in proportion to volumes.</param>
/// <param name="HasVolumeCap">Whether the cap of the week's date holds.</param>
internal sealed record FarmHabit(
    Share Share,
    int EveryDays,
    int LockDays,
    Int128[] Volumes,
    BigInteger[] Weights,
    bool IsEven,
    DataFarm Farm,
    bool HasVolumeCap
);

/// <summary>Who locks, where locks lie, where the budget comes in.</summary>
internal sealed record FarmAccounts(Holdings Owners, Holdings Locks, Holdings Fund);

/// <summary>Base units since the start: paid, and cut off by caps, which stay in the fund and are not offered again.</summary>
internal sealed record FarmTallies(Amount Paid, Amount Left);
