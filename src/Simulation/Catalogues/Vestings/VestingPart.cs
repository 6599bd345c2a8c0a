using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Vestings;

namespace Souk.Simulation.Catalogues.Vestings;

/// <summary>`vesting.*`: an allocation that becomes free over time and is paid to a beneficiary.</summary>
internal sealed class VestingPart : Component, IUnlocks, IScheduled
{
    private const long DaySeconds = 86_400;

    private static readonly int UnixDayNumber = new DateOnly(1970, 1, 1).DayNumber;

    private readonly AccountGroup _account;
    private readonly Token _token;
    private readonly Int128 _total;
    private readonly Dial<IUnlockCurve> _curve;

    public VestingPart(ModelAssembly assembly, Part part, Func<Part, Int128, long, IUnlockCurve> curve)
        : base(assembly, part)
    {
        _account = Model.Account(Name, AccountKind.Vesting);
        (_token, _total) = ReadTotal();
        _curve = Dial(then => curve(then, _total, Launch(then)));
    }

    /// <summary>The first day at whose close everything is free, counted from the scenario's start; at most its horizon.</summary>
    public int EndDay
    {
        get
        {
            int day = 0;
            while (day < Model.Steps && _curve.AtStart.VestedAt(CloseOf(day)) < _total)
            {
                day++;
            }

            return day;
        }
    }

    public Token Unlocking => _token;

    public IEnumerable<UnlockSchedule> Schedules =>
        [
            UnlockSchedule.Of(
                (Name, Name),
                (_token.Symbol, _token.Decimals),
                _curve.AtStart,
                Assembly.Blueprint.Start.AddDays(DayOf(Part, "start")),
                Launch(Part)
            ),
        ];

    public Int128 FreeAt(int day) => _curve.At(day).VestedAt(CloseOf(day));

    public override void Connect()
    {
        Holdings locked = Held(_token, _account);
        Holdings beneficiary = Held(_token, PayeeOf("to", _token));
        // What was free before the first day was paid before it.
        Open(Has("total") ? "total" : "share", locked, _total - _curve.AtStart.VestedAt(CloseOf(-1) - 1));
        TokenTallies tallies = Assembly.TalliesOf(_token);
        Rule(
            "",
            Phase.Settle,
            touches => touches.Updates(locked).Adds(beneficiary, tallies.Unlocked),
            step =>
            {
                Int128 released = _total - locked.Balance;
                Int128 vested = _curve.At(step.Index).VestedAt(CloseOf(step.Index));
                Int128 amount = Int128.Max(0, vested - released);
                Pay(locked, beneficiary, amount);
                tallies.Unlocked.Value += amount;
            }
        );
        Publish("released", _token, () => _total - locked.Balance, locked);
        Show("locked", locked);
    }

    private (Token Token, Int128 Total) ReadTotal()
    {
        if (Has("total") == Has("share"))
        {
            throw new ArgumentException("write either total or share, such as share: 18 %");
        }

        if (Has("total"))
        {
            return (TokenOf("total"), AmountOf("total"));
        }

        Token token = Has("token") ? TokenOf("token") : Model.Ledger.Tokens[0];
        bool isLimited = Assembly.Blueprint.Tokens.First(one => one.Symbol == token.Symbol).SupplyMax is not null;
        return isLimited
            ? (token, Part.Share("share").Of(token.SupplyMax))
            : throw new ArgumentException($"a share needs a supply_max of {token.Symbol}");
    }

    private long Launch(Part then) =>
        (Assembly.Blueprint.Start.DayNumber + DayOf(then, "start") - UnixDayNumber) * DaySeconds;

    private long CloseOf(int day) => (Assembly.Blueprint.Start.DayNumber + day + 1 - UnixDayNumber) * DaySeconds;
}
