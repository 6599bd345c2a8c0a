using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Fees;
using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Enterprises;

/// <summary>`people.enterprises`: buyers by contract, calibrated to a yearly revenue.</summary>
internal sealed class EnterprisePeople : Component, ITurnover
{
    private readonly Dial<EnterpriseHabit> _habit;
    private readonly Contracts _contracts;
    private readonly Outlook _outlook;
    private readonly AccountGroup _wallets;
    private readonly Token _money;
    private readonly int _firstCount;
    private readonly Amount _paid;
    private readonly Amount _revenue;

    public static CatalogueEntry Entry { get; } =
        new(EnterpriseParameters.Kind, (assembly, part) => new EnterprisePeople(assembly, part));

    private EnterprisePeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _money = TokenOf("money");
        _habit = Dial(EnterpriseParameters.Read);
        Population rows = Model.Population(Name, part.Count("capacity"));
        _wallets = Model.Accounts(rows, AccountKind.Wallet);
        _contracts = new Contracts(Model, rows, Name);
        _outlook = new Outlook(ExpectationSpecs.ModeOf(part), Model.Signal($"{Name}.expected_contract", 0));
        double wanted = part.Number("yearly_revenue") / part.Number("contract");
        _firstCount = part.Number("yearly_revenue") == 0 ? 0 : Math.Max(1, (int)Math.Round(wanted));
        if (wanted > part.Count("capacity"))
        {
            throw new ArgumentException(
                $"yearly_revenue takes {wanted:0} contracts of the mean value, more than capacity, {part.Count("capacity")}"
            );
        }

        _paid = Model.Amount($"{Name}.paid", 0);
        _revenue = Model.Amount($"{Name}.revenue", 0);
    }

    public override AccountGroup Wallets => _wallets;

    public Slot[] TurnoverSlots => [_paid];

    public Token TurnoverToken => _money;

    public Int128 Turnover => _paid.Value;

    // What the stated revenue makes of the mean contract, so that new ones are like the first.
    private double Scale =>
        _firstCount == 0 ? 1 : Part.Number("yearly_revenue") / (_firstCount * Part.Number("contract"));

    public override void Connect()
    {
        Slot[] rows = [_contracts.Yearly, _contracts.FirstDay, _contracts.EndDay];
        Slot[] sums = [_contracts.Running, _contracts.Annual, _contracts.Largest];
        Rule(
            "first contracts",
            Phase.Start,
            touches => touches.Writes(rows).Writes(sums),
            step =>
                _contracts.Open(
                    Luck(step.Random),
                    Part.BaseUnits("yearly_revenue", _money.Decimals),
                    _firstCount,
                    _habit.AtStart
                )
        );
        Rule(
            "sign",
            Phase.Decide,
            touches =>
                touches
                    .Updates(rows)
                    .Updates(_outlook.Slots)
                    .Updates(_contracts.Signed, _contracts.Renewed, _contracts.Lost)
                    .Writes(sums)
                    .Writes(_contracts.Due),
            step => Sign(step)
        );
        AddSettlement();
        AddMetrics();
    }

    private void Sign(Step step)
    {
        EnterpriseHabit today = _habit.At(step.Index);
        RandomStream random = Luck(step.Random);
        _contracts.Renew(random, step.Index, today);
        double rate =
            today.Signings
            * ContractPolicy.HoldingRate(_firstCount, today.TermDays, today.Renewal)
            * ContractPolicy.SigningMultiple(
                Expected(step.Index, today),
                _habit.AtStart.ContractUsd,
                today.PriceElasticity
            );
        // Agents count from 0, so no contract's luck is this one's.
        DrawSequence draws = random.Sequence(DrawKind.ContractDecision, int.MaxValue, step.Index);
        long signed = rate > 0 ? new Poisson(rate).Draw(ref draws) : 0;
        for (int number = 0; number < signed; number++)
        {
            _contracts.Sign(random, step.Index, number, Scale, today, _money.Decimals);
        }

        _contracts.Bill(step.Index);
    }

    private double Expected(int day, EnterpriseHabit today) =>
        _outlook.At(day, today.ExpectationRate, today.ContractUsd, then => _habit.At(then).ContractUsd);

    private void AddSettlement()
    {
        Holdings buyers = Held(_money, _wallets);
        Holdings fees = Held(_money, OnePayeeOf("fees", _money));
        Holdings sellers = Held(_money, OnePayeeOf("sellers", _money));
        Rule(
            "settlement",
            Phase.Clear,
            touches =>
                touches
                    .Reads(_contracts.Due)
                    .Adds([.. new Slot[] { _money, fees, sellers, _revenue }.Distinct()])
                    .Updates(buyers)
                    .Writes(_paid),
            step =>
            {
                _paid.Value = OrderSettlement.Collect(
                    Ledger,
                    _money.Index,
                    _wallets.Range,
                    _contracts.Due.Span,
                    _habit.At(step.Index).MarketFee,
                    fees.Account,
                    sellers.Account
                );
                _revenue.Value += _paid.Value;
            }
        );
    }

    private void AddMetrics()
    {
        Show("contracts", _contracts.Running);
        Show("annual", _money, _contracts.Annual);
        Show("payments", _money, _paid);
        Show("revenue", _money, _revenue);
        Show("signed", _contracts.Signed);
        Show("renewed", _contracts.Renewed);
        Show("lost", _contracts.Lost);
        Show(
            "largest",
            () => _contracts.Annual.Value == 0 ? 0 : (double)_contracts.Largest.Value / (double)_contracts.Annual.Value,
            _contracts.Annual,
            _contracts.Largest
        );
    }
}
