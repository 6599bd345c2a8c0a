using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;
using Souk.Simulation.Policies;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Agents;

/// <summary>Who pays, where payments lie during a day, and who is paid.</summary>
internal sealed record ServiceAccounts(
    Holdings Clients,
    Holdings Desk,
    Holdings Agents,
    Holdings? Owners,
    Holdings? Validators
);

/// <summary>A day's requests: agents are chosen by this morning's reputations, paid at the close, and known better then.</summary>
internal sealed class ServiceRule : Rule
{
    private readonly AgentServices _part;
    private readonly ServiceAccounts _accounts;
    private readonly Dial<ServiceHabit> _habit;
    private readonly Expectation _mode;
    private readonly TokenLedger _ledger;
    private readonly double[] _cumulative;
    private readonly Int128[] _earned;
    private readonly double[] _scores;
    private readonly int[] _answers;
    private readonly bool[] _isBest;
    private readonly List<int> _team = [];
    private int _client;

    public ServiceRule(
        AgentServices part,
        ServiceAccounts accounts,
        Dial<ServiceHabit> habit,
        Expectation mode,
        TokenLedger ledger
    )
        : base(part.Name, Phase.Clear)
    {
        (_part, _accounts, _habit, _mode, _ledger) = (part, accounts, habit, mode, ledger);
        int count = part.Agents.Count;
        (_cumulative, _earned, _scores) = (new double[count], new Int128[count], new double[count]);
        (_answers, _isBest) = (new int[count], new bool[count]);
    }

    public override void Declare(Touches touches)
    {
        _part.DeclareParameters(touches);
        Slot[] payees =
        [
            .. new Slot?[] { _accounts.Agents, _accounts.Owners, _accounts.Validators }
                .OfType<Slot>()
                .Where(slot => slot != _accounts.Clients)
                .Distinct(),
        ];
        touches
            .Reads(_part.Qualities)
            .Updates(_part.Reputations, _accounts.Clients, _accounts.Desk, _part.Score, _part.PaidToday)
            .Adds(payees)
            .Adds(_part.Served, _part.Paid, _part.Helped, _part.Judged, _part.Validated, _part.Owned)
            .Writes(_part.Best);
    }

    public override void Run(in Step step)
    {
        ServiceHabit today = _habit.At(step.Index);
        DrawSequence draws = _part.Luck(step.Random).Sequence(DrawKind.ServiceDecision, 0, step.Index);
        _part.PaidToday.Value = 0;
        Begin(today);
        long wanted = today.RequestsPerDay > 0 ? (long)new Poisson(today.RequestsPerDay).Draw(ref draws) : 0;
        (int served, int best, double scored) = (0, 0, 0);
        _client = step.Index % _accounts.Clients.Group.Count;
        for (long request = 0; request < wanted; request++)
        {
            if (FindClient(today.Price) is not { } client)
            {
                break;
            }

            int agent = Serve(today, client, ref draws, out double score);
            served++;
            scored += score;
            best += _isBest[agent] ? 1 : 0;
        }

        _part.Served.Value += served;
        _part.Score.Value = served > 0 ? scored / served : _part.Score.Value;
        _part.Best.Value = served > 0 ? (double)best / served : 0;
        Settle(today);
    }

    private void Begin(ServiceHabit today)
    {
        ReputationPolicy.Accumulate(_part.Reputations.Span, today.Pickiness, _cumulative);
        Array.Clear(_earned);
        Array.Clear(_scores);
        Array.Clear(_answers);
        Array.Clear(_isBest);
        int tenth = Math.Max(1, _part.Agents.Count / 10);
        foreach (
            int agent in Enumerable
                .Range(0, _part.Agents.Count)
                .OrderByDescending(one => _part.Qualities[one])
                .Take(tenth)
        )
        {
            _isBest[agent] = true;
        }
    }

    // The next in turn who has the price; null if nobody has.
    private int? FindClient(Int128 price)
    {
        int count = _accounts.Clients.Group.Count;
        for (int tried = 0; tried < count; tried++)
        {
            int client = _client;
            _client = (_client + 1) % count;
            if (_accounts.Clients.Balances[client] >= price)
            {
                return client;
            }
        }

        return null;
    }

    // An answer is as good as those who worked on it, by their shares of the work.
    private int Serve(ServiceHabit today, int client, ref DrawSequence draws, out double score)
    {
        _team.Clear();
        int agent = Join(ReputationPolicy.Pick(draws.Uniform(), _cumulative));
        double quality = (1 - today.HelpWeight) * _part.Qualities[agent];
        for (int i = 0; i < today.Helpers; i++)
        {
            int helper = Join(ReputationPolicy.Pick(draws.Uniform(), _cumulative));
            quality += today.HelpWeight / today.Helpers * _part.Qualities[helper];
        }

        double sum = 0;
        for (int i = 0; i < today.Judges; i++)
        {
            Join((int)draws.Below((ulong)_part.Agents.Count));
            sum += ReputationPolicy.Judgement(quality, today.Noise, draws.Uniform());
        }

        score = today.Judges > 0 ? sum / today.Judges : quality;
        _scores[agent] += score;
        _answers[agent]++;
        Pay(today, client, agent, score);
        return agent;
    }

    // Nobody is twice on a team: the next one takes the place.
    private int Join(int agent)
    {
        while (_team.Contains(agent))
        {
            agent = (agent + 1) % _part.Agents.Count;
        }

        _team.Add(agent);
        return agent;
    }

    // All parts are rounded down; what is not earned stays with the client.
    private void Pay(ServiceHabit today, int client, int agent, double score)
    {
        Int128 validated = _accounts.Validators is null ? 0 : today.ValidatorShare.Of(today.Price);
        Int128 perJudge = today.Judges > 0 ? today.JudgeShare.Of(today.Price) / today.Judges : 0;
        Int128 judged = perJudge * today.Judges;
        Int128 rest = today.Price - validated - judged;
        Int128 earned = today.PaysByScore ? new Share(score).Of(rest) : rest;
        Int128 perHelper = today.Helpers > 0 ? today.HelpShare.Of(earned) / today.Helpers : 0;
        Int128 helped = perHelper * today.Helpers;
        _earned[agent] += earned - helped;
        for (int i = 1; i < _team.Count; i++)
        {
            _earned[_team[i]] += i <= today.Helpers ? perHelper : perJudge;
        }

        Int128 paid = validated + judged + earned;
        _ledger.Transfer(_accounts.Desk.Token.Index, _accounts.Clients[client], _accounts.Desk.Account, paid);
        _part.Paid.Value += paid;
        _part.PaidToday.Value += paid;
        _part.Helped.Value += helped;
        _part.Judged.Value += judged;
        _part.Validated.Value += validated;
        if (_accounts.Validators is { } validators)
        {
            _ledger.Transfer(_accounts.Desk.Token.Index, _accounts.Desk.Account, validators.Account, validated);
        }
    }

    private void Settle(ServiceHabit today)
    {
        int token = _accounts.Desk.Token.Index;
        for (int agent = 0; agent < _earned.Length; agent++)
        {
            Int128 owned = _accounts.Owners is null ? 0 : today.OwnerShare.Of(_earned[agent]);
            _ledger.Transfer(token, _accounts.Desk.Account, _accounts.Agents[agent], _earned[agent] - owned);
            if (_accounts.Owners is { } owners)
            {
                int owner = owners[agent % owners.Group.Count];
                _ledger.Transfer(token, _accounts.Desk.Account, owner, owned);
                _part.Owned.Value += owned;
            }

            if (_mode != Expectation.Perfect && _answers[agent] > 0)
            {
                double mean = _scores[agent] / _answers[agent];
                ref double reputation = ref _part.Reputations[agent];
                reputation = ExpectationPolicy.Next(_mode, today.LearningRate, reputation, mean);
            }
        }
    }
}
