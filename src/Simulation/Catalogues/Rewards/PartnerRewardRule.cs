using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Rewards;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Rewards;

/// <summary>The way of one token: from a fund, through an account that is divided, to wallets.</summary>
internal sealed record PartnerPay(Holdings Fund, Holdings Passing, Holdings Wallets);

/// <summary>Base units per day of both tokens, and the share of the partner's that each contributor spends per day.</summary>
internal sealed record PartnerTerms(Int128 ProjectPerDay, Int128 PartnerPerDay, Share SpendShare);

/// <summary>Contributors first spend of what they held, then both tokens are paid by what each gives.</summary>
internal sealed class PartnerRewardRule : Rule
{
    private readonly PartnerRewardPart _part;
    private readonly IContributors _people;
    private readonly PartnerPay _project;
    private readonly PartnerPay _partner;
    private readonly Holdings _product;
    private readonly (Amount Forward, Amount Back) _totals;
    private readonly Dial<PartnerTerms> _terms;
    private readonly TokenLedger _ledger;
    private readonly WeightedPay _pay;
    private readonly SharePay _spending;

    public PartnerRewardRule(
        PartnerRewardPart part,
        IContributors people,
        PartnerPay project,
        PartnerPay partner,
        Holdings product,
        (Amount Forward, Amount Back) totals,
        Dial<PartnerTerms> terms,
        TokenLedger ledger
    )
        : base(part.Name, Phase.Settle)
    {
        _part = part;
        _people = people;
        _project = project;
        _partner = partner;
        _product = product;
        _totals = totals;
        _terms = terms;
        _ledger = ledger;
        _pay = new WeightedPay(ledger, people.Wallets, people.GivenUnits);
        _spending = new SharePay(ledger, people.Wallets);
        Reward = NewReward();
    }

    /// <summary>What went forward and came back.</summary>
    public PartnerReward Reward { get; private set; }

    public override bool HasMemory => true;

    public override void Declare(Touches touches)
    {
        _part.DeclareParameters(touches);
        touches
            .Reads(_people.GivenUnits)
            .Updates(_project.Fund, _project.Passing, _partner.Fund, _partner.Passing, _partner.Wallets)
            .Adds(_project.Wallets)
            .Adds([.. _product == _partner.Fund ? Array.Empty<Slot>() : [_product]])
            .Writes(_totals.Forward, _totals.Back);
    }

    public override void Run(in Step step)
    {
        PartnerTerms terms = _terms.At(step.Index);
        Reward.Spend(step.Crew, _spending, terms.SpendShare, _product.Account);
        Take(_project, terms.ProjectPerDay);
        Take(_partner, terms.PartnerPerDay);
        Reward.Pay(step.Crew, _project.Passing.Account, _partner.Passing.Account, _pay);
        (_totals.Forward.Value, _totals.Back.Value) = (Reward.Forward, Reward.Back);
    }

    public override void Forget() => Reward = NewReward();

    private void Take(PartnerPay way, Int128 amount) =>
        _ledger.Transfer(
            way.Fund.Token.Index,
            way.Fund.Account,
            way.Passing.Account,
            Int128.Min(amount, way.Fund.Balance)
        );

    private PartnerReward NewReward() => new(_ledger, _project.Fund.Token.Index, _partner.Fund.Token.Index);
}
