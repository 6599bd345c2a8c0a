using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Where an account is on its way.</summary>
internal enum AccountRole : byte
{
    /// <summary>Has no account.</summary>
    Outside,

    /// <summary>Has one and does nothing with it.</summary>
    Registered,

    /// <summary>Uses the product.</summary>
    User,

    /// <summary>Uses it and waits to be admitted as a collector.</summary>
    Waiting,

    /// <summary>Gives data.</summary>
    Collector,

    /// <summary>Gives data and runs a node.</summary>
    Operator,

    /// <summary>Left for good.</summary>
    Gone,
}

/// <summary>The state of accounts, as columns.</summary>
internal sealed class AccountRoles(Model model, Population agents, string name)
{
    public Column<byte> Role { get; } = model.Column<byte>(agents, "role");

    /// <summary>Reward wanted for sharing in the open, USD per day.</summary>
    public Column<double> Concern { get; } = model.Column<double>(agents, "concern");

    public Column<bool> Consents { get; } = model.Column<bool>(agents, "consents", false);

    public Column<bool> IsBuyer { get; } = model.Column<bool>(agents, "is_buyer", false);

    public Column<bool> DoesQuest { get; } = model.Column<bool>(agents, "does_quest", false);

    /// <summary>Place on the waiting list, from 1; 0 for who never applied.</summary>
    public Column<long> Ticket { get; } = model.Column<long>(agents, "ticket", 0);

    /// <summary>Days on which data were given.</summary>
    public Column<uint> Given { get; } = model.Column<uint>(agents, "given", 0);

    /// <summary>How many accounts are in each role.</summary>
    public Counter[] Counts { get; } =
    [.. Enum.GetNames<AccountRole>().Select(role => model.Counter($"{name}.{role.ToLowerInvariant()}_count"))];

    /// <summary>Accounts won so far, by channel.</summary>
    public Counter[] SignUps { get; } =
    [.. AccountParameters.Modes.Select(mode => model.Counter($"{name}.{mode}_sign_ups", 0))];

    public Counter BuyerCount { get; } = model.Counter($"{name}.buyer_count", 0);

    /// <summary>Who became a buyer today.</summary>
    public Counter Converted { get; } = model.Counter($"{name}.converted", 0);

    public Counter ConsentCount { get; } = model.Counter($"{name}.consent_count", 0);

    public Counter TicketsGiven { get; } = model.Counter($"{name}.tickets_given", 0);

    public Counter TicketsServed { get; } = model.Counter($"{name}.tickets_served", 0);

    public Counter Of(AccountRole role) => Counts[(int)role];

    /// <summary>The first collectors, then the other active ones, then the registered; everyone else is outside.</summary>
    public void Draw(RandomStream random, Part part)
    {
        int accounts = part.Count("accounts");
        int active = (int)part.Share("activation").Of(accounts);
        int collectors = part.Count("collectors");
        double median = part.Number("concern_median");
        double sigma = part.Number("concern_sigma");
        Span<byte> roles = Role.Span;
        for (int agent = 0; agent < roles.Length; agent++)
        {
            AccountRole role =
                agent < collectors ? AccountRole.Collector
                : agent < active ? AccountRole.User
                : agent < accounts ? AccountRole.Registered
                : AccountRole.Outside;
            roles[agent] = (byte)role;
            Concern[agent] = Distribution.Lognormal(random.Draw(DrawKind.AccountTraits, agent, 0).First, median, sigma);
        }

        Count();
    }

    public void Count()
    {
        Span<long> counts = stackalloc long[Counts.Length];
        foreach (byte role in Role.Span)
        {
            counts[role]++;
        }

        for (int i = 0; i < Counts.Length; i++)
        {
            Counts[i].Value = counts[i];
        }
    }
}
