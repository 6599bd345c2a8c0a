using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy;

/// <summary>Which unlocked account plays whom.</summary>
internal sealed class Cast(IReadOnlyList<Address> accounts)
{
    /// <summary>Accounts that the roles below need.</summary>
    public const int AccountsMin = 124;

    public Address Deployer => accounts[0];
    public Address MasaMinter => accounts[1];

    /// <summary>Receives emissions and the market's MASA; pays staking and data rewards.</summary>
    public Address RewardsTreasury => accounts[2];

    /// <summary>Locks MASA against native coins and back: MASA is the native coin of Masa's own chain.</summary>
    public Address Bridge => accounts[3];
    public Address OceanMarket => accounts[4];
    public Address OceanCommunity => accounts[5];
    public Address OceanFoundation => accounts[6];
    public Address AgixFoundation => accounts[7];
    public Address LiquidityProvider => accounts[8];
    public Address UsdcIssuer => accounts[9];
    public IReadOnlyList<Address> Insiders => Range(10, 8);
    public IReadOnlyList<Address> Traders => Range(18, 4);
    public IReadOnlyList<Address> Contributors => Range(22, 48);
    public IReadOnlyList<Address> Buyers => Range(70, 32);
    public IReadOnlyList<Address> ServiceProviders => Range(102, 8);
    public IReadOnlyList<Address> ServiceConsumers => Range(110, 10);

    /// <summary>Sells to the ring's buyers and gives their money back.</summary>
    public Address RingPublisher => accounts[120];

    /// <summary>Passes money on for the ring.</summary>
    public Address RingMiddle => accounts[121];
    public IReadOnlyList<Address> RingBuyers => Range(122, 2);

    private Address[] Range(int first, int count) => [.. accounts.Skip(first).Take(count)];
}
