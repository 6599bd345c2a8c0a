using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.accounts`: how people come to a product, what they become in it, and how they leave.</summary>
internal sealed class AccountPeople : Component, IContributors
{
    private readonly Dial<AccountHabit> _habit;
    private Venue? _pool;

    public static CatalogueEntry Entry { get; } =
        new(AccountParameters.Kind, (assembly, part) => new AccountPeople(assembly, part));

    private AccountPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        CheckStart(part);
        _habit = Dial(AccountParameters.Read);
        Agents = Model.Population(Name, part.Count("count"));
        Wallets = Model.Accounts(Agents, AccountKind.Wallet);
        Roles = new AccountRoles(Model, Agents, Name);
        Publish("active", () => Active, [.. Roles.Counts]);
    }

    public override AccountGroup Inlet => Wallets;

    public override AccountGroup Wallets { get; }

    public Population Agents { get; }

    public Column<uint> GivenUnits => Roles.Given;

    public AccountRoles Roles { get; }

    public Venue Pool => _pool ??= (Venue)Other("pool");

    /// <summary>Base units that a node needs.</summary>
    public Int128 NodeThreshold { get; private set; }

    private long Active =>
        Roles.Of(AccountRole.User).Value
        + Roles.Of(AccountRole.Waiting).Value
        + Roles.Of(AccountRole.Collector).Value
        + Roles.Of(AccountRole.Operator).Value;

    public override void Connect()
    {
        RequireToken("node_threshold", Pool.Token);
        NodeThreshold = AmountOf("node_threshold");
        Holdings tokens = Held(Pool.Token, Wallets);
        Shortlist sales = Model.Shortlist(Agents, "sales");
        Rule(
            "draw",
            Phase.Start,
            touches => touches.Writes(Roles.Role, Roles.Concern).Writes([.. Roles.Counts]),
            step => Roles.Draw(Luck(step.Random), Part)
        );
        PriceOutlook outlook = new(
            ExpectationSpecs.ModeOf(Part),
            Pool,
            Assembly.UnlocksOf(Pool.Token),
            Model.Signal($"{Name}.expected_price", 0)
        );
        Model.Add(new AccountChoice(this, _habit, outlook, tokens, sales));
        Rule(
            "admission",
            Phase.Clear,
            touches =>
                touches
                    .Updates(Roles.Role, Roles.Ticket, Roles.TicketsGiven, Roles.TicketsServed)
                    .Writes([.. Roles.Counts]),
            step => Admit(_habit.At(step.Index).AdmissionsPerDay)
        );
        Pool.Add(new PoolSeller(sales, Worth: null, tokens, Held(Pool.Money, Wallets)));
        AccountPay pay = Model.Add(
            new AccountPay(this, _habit, Held(Pool.Token, Other("rewards").Inlet!), tokens, Model)
        );
        for (int i = 0; i < AccountParameters.Modes.Length; i++)
        {
            Show($"paid.{AccountParameters.Modes[i]}", Pool.Token, pay.Paid[i]);
        }

        AddMetrics();
    }

    private static void CheckStart(Part part)
    {
        int accounts = part.Count("accounts");
        if (accounts > part.Count("count"))
        {
            throw new ArgumentException($"accounts are {accounts}, more than the count of {part.Count("count")}");
        }

        if (part.Count("collectors") > (int)part.Share("activation").Of(accounts))
        {
            throw new ArgumentException(
                $"collectors are {part.Count("collectors")}, more than the accounts that are active"
            );
        }
    }

    // Tickets rise without gaps, so the admitted are those up to a number; who left in the meantime does not come.
    private void Admit(long admissions)
    {
        Span<byte> roles = Roles.Role.Span;
        for (int agent = 0; agent < roles.Length; agent++)
        {
            if (roles[agent] == (byte)AccountRole.Waiting && Roles.Ticket[agent] == 0)
            {
                Roles.Ticket[agent] = ++Roles.TicketsGiven.Value;
            }
        }

        Roles.TicketsServed.Value = Math.Min(Roles.TicketsGiven.Value, Roles.TicketsServed.Value + admissions);
        for (int agent = 0; agent < roles.Length; agent++)
        {
            if (roles[agent] == (byte)AccountRole.Waiting && Roles.Ticket[agent] <= Roles.TicketsServed.Value)
            {
                roles[agent] = (byte)AccountRole.Collector;
            }
        }

        Roles.Count();
    }

    private void AddMetrics()
    {
        foreach (AccountRole role in Enum.GetValues<AccountRole>())
        {
            Counter count = Roles.Of(role);
            string name = role.ToString().ToLowerInvariant();
            Show(name, count);
        }

        for (int i = 0; i < AccountParameters.Modes.Length; i++)
        {
            Counter signUps = Roles.SignUps[i];
            string mode = AccountParameters.Modes[i];
            Show($"sign_ups.{mode}", signUps);
        }

        Show("buyers", Roles.BuyerCount);
        Show("consenting", Roles.ConsentCount);
    }
}
