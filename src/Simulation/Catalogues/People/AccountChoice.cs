using Souk.Simulation.Assemblies;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Each account goes one step on its way, or stays where it is.</summary>
internal sealed class AccountChoice(
    AccountPeople part,
    Dial<AccountHabit> habit,
    PriceOutlook outlook,
    Holdings tokens,
    Shortlist sales
) : AgentRule($"{part.Name} decide", Phase.Decide)
{
    private readonly Tally[] _signUps = [new(), new(), new()];
    private readonly Tally _converted = new();
    private readonly Tally _consents = new();
    private double _surfUsd;
    private double _nodeHazard;
    private double _outsiders;

    protected override int RowCount => part.Agents.Count;

    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        outlook.Declare(touches);
        AccountRoles roles = part.Roles;
        touches
            .ReadsYesterday([tokens, .. roles.Counts])
            .Reads(roles.Concern)
            .Updates(roles.Role, roles.IsBuyer, roles.Given, roles.BuyerCount)
            .Updates([.. roles.SignUps])
            .Writes(roles.Consents, roles.DoesQuest, roles.Converted, roles.ConsentCount, sales);
    }

    protected override void Open(in Step step)
    {
        AccountHabit today = habit.At(step.Index);
        sales.Begin();
        // What is earned is sold later, so it is valued at the price that is expected.
        _surfUsd = today.TokensPerDay[1] * outlook.Expected(step.Index, today.Price);
        long operators = part.Roles.Of(AccountRole.Operator).Value;
        long collectors = operators + part.Roles.Of(AccountRole.Collector).Value;
        double share = collectors == 0 ? 0 : (double)operators / collectors;
        _nodeHazard = today.NodeHazard + (today.NodeContagion * share);
        _outsiders = Math.Max(1, part.Roles.Of(AccountRole.Outside).Value);
    }

    protected override void Loop(in Step step, int first, int end, int worker)
    {
        AccountHabit today = habit.At(step.Index);
        RandomStream random = part.Luck(step.Random);
        ShortlistPart selling = sales.Open(first, end);
        (long converted, long consenting) = (0, 0);
        for (int agent = first; agent < end; agent++)
        {
            RandomBlock way = random.Draw(DrawKind.AccountDecision, agent, step.Index);
            AccountRole role = (AccountRole)part.Roles.Role[agent];
            if (role is AccountRole.Gone or AccountRole.Outside)
            {
                Join(agent, role, way.First, today, worker);
                continue;
            }

            RandomBlock habits = random.Draw(DrawKind.AccountDecision, agent, step.Index, 1);
            bool consents =
                role > AccountRole.Registered
                && PrivacyPolicy.Consents(_surfUsd, today.Privacy, today.ProofCostUsd, part.Roles.Concern[agent]);
            part.Roles.Consents[agent] = consents;
            consenting += consents ? 1 : 0;
            role = Next(role, way.First, consents, tokens.Balances[agent], today);
            part.Roles.Role[agent] = (byte)role;
            part.Roles.DoesQuest[agent] =
                role is AccountRole.Collector or AccountRole.Operator && habits.First < today.QuestHazard;
            part.Roles.Given[agent] += consents || part.Roles.DoesQuest[agent] ? 1u : 0u;
            converted += Convert(agent, role, way.Second, today);
            Sell(ref selling, agent, role, habits.Second, today);
        }

        sales.Close(selling);
        _converted.Add(worker, converted);
        _consents.Add(worker, consenting);
    }

    protected override void Close(in Step step)
    {
        sales.Complete();
        for (int i = 0; i < _signUps.Length; i++)
        {
            part.Roles.SignUps[i].Value += (long)_signUps[i].Take();
        }

        part.Roles.Converted.Value = (long)_converted.Take();
        part.Roles.BuyerCount.Value += part.Roles.Converted.Value;
        part.Roles.ConsentCount.Value = (long)_consents.Take();
    }

    private void Join(int agent, AccountRole role, double uniform, AccountHabit today, int worker)
    {
        part.Roles.Consents[agent] = false;
        part.Roles.DoesQuest[agent] = false;
        if (role == AccountRole.Outside && ChannelPolicy.Pick(uniform, today.Channels, _outsiders) is >= 0 and var by)
        {
            part.Roles.Role[agent] = (byte)AccountRole.Registered;
            _signUps[by].Add(worker, 1);
        }
    }

    // Leaving comes first, so that its hazard is the same in every active role.
    private AccountRole Next(AccountRole role, double uniform, bool consents, Int128 balance, AccountHabit today)
    {
        if (role == AccountRole.Registered)
        {
            return uniform < today.ActivationHazard ? AccountRole.User : role;
        }

        if (uniform < today.ChurnHazard)
        {
            return AccountRole.Gone;
        }

        double rest = uniform - today.ChurnHazard;
        return role switch
        {
            AccountRole.User when consents && rest < today.ApplicationHazard => AccountRole.Waiting,
            AccountRole.Collector when balance >= part.NodeThreshold && rest < _nodeHazard => AccountRole.Operator,
            _ => role,
        };
    }

    private int Convert(int agent, AccountRole role, double uniform, AccountHabit today)
    {
        bool isNew =
            role is > AccountRole.Registered and not AccountRole.Gone
            && !part.Roles.IsBuyer[agent]
            && uniform < today.ConversionHazard;
        part.Roles.IsBuyer[agent] |= isNew;
        return isNew ? 1 : 0;
    }

    private void Sell(ref ShortlistPart selling, int agent, AccountRole role, double uniform, AccountHabit today)
    {
        Int128 kept = role == AccountRole.Operator ? part.NodeThreshold : 0;
        if (uniform < today.CashOutHazard && tokens.Balances[agent] > kept)
        {
            selling.Add(agent, tokens.Balances[agent] - kept);
        }
    }
}
