namespace Souk.Simulation.Policies;

/// <summary>A way by which accounts are won.</summary>
/// <param name="BudgetUsd">Spent per day.</param>
/// <param name="CostUsd">Of one visit; above zero.</param>
/// <param name="Conversion">Share of visits that become accounts.</param>
public readonly record struct Channel(double BudgetUsd, double CostUsd, double Conversion)
{
    /// <summary>Accounts per day in the mean.</summary>
    public double SignUps => BudgetUsd / CostUsd * Conversion;
}

/// <summary>Which channel, if any, wins somebody on a day.</summary>
public static class ChannelPolicy
{
    /// <summary>None of the channels.</summary>
    public const int None = -1;

    /// <summary>The channel of a uniform draw: each has its mean sign-ups over those who could still come.</summary>
    /// <param name="outsiders">How many could come; above zero.</param>
    public static int Pick(double uniform, ReadOnlySpan<Channel> channels, double outsiders)
    {
        double reached = 0;
        for (int i = 0; i < channels.Length; i++)
        {
            reached += channels[i].SignUps / outsiders;
            if (uniform < reached)
            {
                return i;
            }
        }

        return None;
    }
}
