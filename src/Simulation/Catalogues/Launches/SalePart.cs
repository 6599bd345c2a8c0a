using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets.Sales;
using Souk.Simulation.Mechanisms.Vestings;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Launches;

/// <summary>What a sale offers and what buyers bring, as of a day.</summary>
/// <param name="Demand">Base units of money.</param>
internal sealed record SaleOffer(SaleTerms Terms, Int128 Demand, double DepositSigma);

/// <summary>Where the tokens and the money of a sale are.</summary>
internal sealed record SaleAccounts(
    Holdings Stock,
    Holdings Deposits,
    Holdings BuyerTokens,
    Holdings BuyerMoney,
    Holdings Proceeds,
    Holdings? Unsold
);

/// <summary>What came of a sale, in base units; zero before it.</summary>
internal sealed record SaleTallies(Amount Wanted, Amount Sold, Amount Raised, Amount Refunded, Signal Oversubscription);

/// <summary>`sale.pro_rata` and `sale.first_come`: sells new tokens at a fixed price and sets them free by a schedule.</summary>
/// <remarks>Deposits come from outside of the scenario; what is refunded stays with the buyers.</remarks>
internal sealed class SalePart : Component, IScheduled
{
    private readonly bool _isProRata;
    private readonly Token _token;
    private readonly Token _money;
    private readonly AccountGroup _stock;
    private readonly AccountGroup _deposits;
    private readonly Dial<SaleOffer> _offer;

    public SalePart(ModelAssembly assembly, Part part, bool isProRata)
        : base(assembly, part)
    {
        _isProRata = isProRata;
        _token = TokenOf("supply");
        _money = TokenOf("demand");
        if (_token == _money)
        {
            throw new ArgumentException($"demand is in {_token.Symbol}, which is what the sale sells");
        }

        _stock = Model.Account(Name, AccountKind.Vesting);
        _deposits = Model.Account($"{Name}.deposits", AccountKind.Escrow);
        _offer = Dial(Read);
    }

    public override void Connect()
    {
        AccountGroup buyers = PayeeOf("buyers");
        SaleAccounts accounts = new(
            Held(_token, _stock),
            Held(_money, _deposits),
            Held(_token, buyers),
            Held(_money, buyers),
            Held(_money, OnePayeeOf("proceeds")),
            Has("unsold") ? Held(_token, OnePayeeOf("unsold")) : null
        );
        Open("supply", accounts.Stock, AmountOf("supply"));
        SaleTallies tallies = new(
            Model.Amount($"{Name}.wanted", 0),
            Model.Amount($"{Name}.sold", 0),
            Model.Amount($"{Name}.raised", 0),
            Model.Amount($"{Name}.refunded", 0),
            Model.Signal($"{Name}.oversubscription", 0)
        );
        SaleUnlock unlock = ReadUnlock();
        int day = DayOf(Part, "on");
        if (day < 0 || unlock.LaunchDay < day)
        {
            Fail(day < 0 ? "on" : "launch", day < 0 ? "is before the scenario's start" : "is before the sale");
            return;
        }

        Model.Add(new SaleRule(this, Ledger, accounts, tallies, _offer, unlock, day, _isProRata));
        Show("wanted", _token, tallies.Wanted);
        Show("sold", _token, tallies.Sold);
        Show("raised", _money, tallies.Raised);
        Show("refunded", _money, tallies.Refunded);
        Show("oversubscription", tallies.Oversubscription);
        Show("locked", accounts.Stock);
    }

    public IEnumerable<UnlockSchedule> Schedules
    {
        get
        {
            SaleUnlock unlock = ReadUnlock();
            return
            [
                UnlockSchedule.Of(
                    (Name, Name),
                    (_token.Symbol, _token.Decimals),
                    unlock.CurveOf(AmountOf("supply")),
                    Assembly.Blueprint.Start.AddDays(unlock.LaunchDay),
                    unlock.LaunchSeconds
                ),
            ];
        }
    }

    public TokenTallies Tallies => Assembly.TalliesOf(_token);

    private SaleOffer Read(Part then)
    {
        // A price of up to nine places after the point, as a fraction of base units.
        Int128 price = (Int128)(then.List("price")[0].Number * 1e9m);
        bool isCapped = then.List("cap_per_buyer").Count > 0;
        Int128 supply = then.BaseUnits("supply", _token.Decimals);
        return new SaleOffer(
            new SaleTerms(
                supply,
                price * BaseUnits.One(_money.Decimals),
                BaseUnits.One(_token.Decimals) * 1_000_000_000,
                isCapped ? then.BaseUnits("cap_per_buyer", _token.Decimals) : supply,
                then.Share("launch_share")
            ),
            then.BaseUnits("demand", _money.Decimals),
            then.Number("deposit_sigma")
        );
    }

    private SaleUnlock ReadUnlock()
    {
        int launchDay = Has("launch") ? DayOf(Part, "launch") : DayOf(Part, "on");
        SaleUnlock unlock = new(launchDay, Part.Share("launch_share"), Part.Seconds("cliff"), Part.Seconds("duration"));
        _ = unlock.CurveOf(0);
        return unlock;
    }
}
