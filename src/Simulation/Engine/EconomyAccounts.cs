using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Engine;

/// <summary>The accounts of an economy: one per class, one per vesting schedule, one per agent.</summary>
internal sealed class EconomyAccounts
{
    public EconomyAccounts(int scheduleCount, int contributorCount, int buyerCount, int insiderCount)
    {
        Treasury = Chart.Add("treasury");
        Rewards = Chart.Add("rewards");
        Staked = Chart.Add("staked");
        Savings = Chart.Add("savings");
        Other = Chart.Add("other");
        Pool = Chart.Add("pool");
        Router = Chart.Add("router");
        Payroll = Chart.Add("payroll");
        Clearing = Chart.Add("clearing");
        Vesting = Chart.Add("vesting", scheduleCount);
        Contributors = Chart.Add("contributors", contributorCount);
        Buyers = Chart.Add("buyers", buyerCount);
        Insiders = Chart.Add("insiders", insiderCount);
    }

    public AccountChart Chart { get; } = new();

    public int Treasury { get; }

    /// <summary>Rewards not yet paid to contributors.</summary>
    public int Rewards { get; }

    public int Staked { get; }

    /// <summary>What contributors and buyers held at the start and go on holding.</summary>
    public int Savings { get; }

    /// <summary>Everyone else; the noise traders.</summary>
    public int Other { get; }

    public int Pool { get; }

    /// <summary>Fees on their way to be burned or paid as rewards.</summary>
    public int Router { get; }

    /// <summary>Pay on its way to contributors; owns what does not divide, until the next day.</summary>
    public int Payroll { get; }

    /// <summary>Orders being cleared; owns what does not divide among sellers.</summary>
    public int Clearing { get; }

    public AccountRange Vesting { get; }

    public AccountRange Contributors { get; }

    public AccountRange Buyers { get; }

    public AccountRange Insiders { get; }
}
