using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Agents;

/// <summary>`agents.services`: agents as assets of their owners, which cooperate, judge and pay each other.</summary>
internal sealed class AgentServices : Component, ITurnover
{
    public static CatalogueEntry Entry { get; } =
        new(ServiceParameters.Kind, (assembly, part) => new AgentServices(assembly, part));

    private AgentServices(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Agents = Model.Population(Name, part.Count("count"));
        Inlet = Model.Accounts(Agents, AccountKind.Wallet);
        Qualities = Model.Column<double>(Agents, "quality");
        Reputations = Model.Column<double>(Agents, "reputation");
        Served = Model.Counter($"{Name}.served", 0);
        Score = Model.Signal($"{Name}.score", 0);
        Best = Model.Signal($"{Name}.best", 0);
        Paid = Model.Amount($"{Name}.paid", 0);
        PaidToday = Model.Amount($"{Name}.paid_today", 0);
        Helped = Model.Amount($"{Name}.helped", 0);
        Judged = Model.Amount($"{Name}.judged", 0);
        Validated = Model.Amount($"{Name}.validated", 0);
        Owned = Model.Amount($"{Name}.owned", 0);
    }

    public override AccountGroup Inlet { get; }

    public Population Agents { get; }

    public Column<double> Qualities { get; }

    /// <summary>What is believed of each agent's quality.</summary>
    public Column<double> Reputations { get; }

    public Counter Served { get; }

    public Signal Score { get; }

    public Signal Best { get; }

    public Amount Paid { get; }

    public Amount PaidToday { get; }

    public Slot[] TurnoverSlots => [PaidToday];

    public Token TurnoverToken => TokenOf("price");

    public Int128 Turnover => PaidToday.Value;

    public Amount Helped { get; }

    public Amount Judged { get; }

    public Amount Validated { get; }

    public Amount Owned { get; }

    public override void Connect()
    {
        Token token = TokenOf("price");
        Rule("draw", Phase.Start, touches => touches.Writes(Qualities, Reputations), step => Draw(Luck(step.Random)));
        ServiceAccounts accounts = new(
            Held(token, WalletsOf("clients", Part.Word("clients"))),
            Held(token, Model.Account($"{Name}.desk", AccountKind.Clearing)),
            Held(token, Inlet),
            Has("owners") ? Held(token, WalletsOf("owners", Part.Word("owners"))) : null,
            Has("validators") ? Held(token, OnePayeeOf("validators", token)) : null
        );
        Dial<ServiceHabit> habit = Dial(then => ServiceParameters.Read(then, token.Decimals));
        Model.Add(new ServiceRule(this, accounts, habit, ExpectationSpecs.ModeOf(Part), Ledger));
        Show("served", Served);
        Show("paid", token, Paid);
        Show("helped", token, Helped);
        Show("judged", token, Judged);
        Show("validated", token, Validated);
        Show("owned", token, Owned);
        Show("score", Score);
        Show("best", Best);
        Show("error", Error, Qualities, Reputations);
    }

    private void Draw(RandomStream random)
    {
        IReadOnlyList<SettingValue> means = Part.List("qualities");
        double sigma = Part.Number("quality_sigma");
        double first = Part.Number("first_reputation");
        bool isKnown = ExpectationSpecs.ModeOf(Part) == Expectation.Perfect;
        for (int agent = 0; agent < Agents.Count; agent++)
        {
            double luck = Distribution.Normal(random.Draw(DrawKind.ServiceTraits, agent, 0).First);
            Qualities[agent] = Math.Clamp((double)means[agent % means.Count].Number + (sigma * luck), 0, 1);
            Reputations[agent] = isKnown ? Qualities[agent] : first;
        }
    }

    private double Error()
    {
        double sum = 0;
        for (int agent = 0; agent < Agents.Count; agent++)
        {
            sum += Math.Abs(Reputations[agent] - Qualities[agent]);
        }

        return sum / Agents.Count;
    }
}
