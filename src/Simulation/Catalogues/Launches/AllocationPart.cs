using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Vestings;

namespace Souk.Simulation.Catalogues.Launches;

/// <summary>`allocation`: the table of a token's founding paper, which makes a vesting of every row.</summary>
internal sealed class AllocationPart : Component, IUnlocks, IScheduled
{
    private const long DaySeconds = 86_400;

    private static readonly int _unixDay = new DateOnly(1970, 1, 1).DayNumber;

    private readonly Token _token;
    private readonly AccountGroup[] _accounts;

    public static CatalogueEntry Entry { get; } =
        new(AllocationRows.Kind, (assembly, part) => new AllocationPart(assembly, part));

    private AllocationPart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _token = Has("token") ? TokenOf("token") : Model.Ledger.Tokens[0];
        long launch = (assembly.Blueprint.Start.DayNumber + DayOf(part, "start") - _unixDay) * DaySeconds;
        Table = new AllocationTable(ReadSupply(), launch, AllocationRows.Of(part));
        _accounts = [.. Table.Buckets.Select(bucket => Model.Account($"{Name}.{bucket.Name}", AccountKind.Vesting))];
    }

    public AllocationTable Table { get; }

    public override void Connect()
    {
        for (int row = 0; row < _accounts.Length; row++)
        {
            Vest(row, Held(_token, _accounts[row]), Held(_token, PayeeAt(row)));
        }

        Publish("locked", _token, Locked, [.. _accounts.Select(account => Held(_token, account))]);
    }

    private Int128 Locked()
    {
        Int128 sum = 0;
        foreach (AccountGroup account in _accounts)
        {
            sum += Held(_token, account).Balance;
        }

        return sum;
    }

    /// <summary>What each bucket sets free, month by month until everything is.</summary>
    public IEnumerable<UnlockRow> Rows()
    {
        IReadOnlyList<UnlockMonth> months = UnlockCalendar.Of(Table);
        for (int row = 0; row < Table.Buckets.Count; row++)
        {
            Int128 sum = 0;
            foreach (UnlockMonth month in months)
            {
                Int128 amount = month.Unlocked[row];
                sum += amount;
                DateOnly date = DateOnly.FromDayNumber(_unixDay + (int)(month.UnixSeconds / DaySeconds));
                yield return new UnlockRow(
                    Name,
                    Table.Buckets[row].Name,
                    month.Month,
                    date,
                    _token.Symbol,
                    amount,
                    sum
                );
            }
        }
    }

    private void Vest(int row, Holdings locked, Holdings beneficiary)
    {
        IUnlockCurve curve = Table.Curves[row];
        string bucket = Table.Buckets[row].Name;
        // What was free before the first day was paid before it.
        Open("shares", locked, curve.Total - curve.VestedAt(CloseOf(-1) - 1));
        TokenTallies tallies = Assembly.TalliesOf(_token);
        Rule(
            bucket,
            Phase.Settle,
            touches => touches.Updates(locked).Adds(beneficiary, tallies.Unlocked),
            step =>
            {
                Int128 released = curve.Total - locked.Balance;
                Int128 amount = Int128.Max(0, curve.VestedAt(CloseOf(step.Index)) - released);
                Pay(locked, beneficiary, amount);
                tallies.Unlocked.Value += amount;
            }
        );
        Show($"{bucket}.locked", locked);
    }

    public Token Unlocking => _token;

    public IEnumerable<UnlockSchedule> Schedules =>
        Table.Buckets.Zip(
            Table.Curves,
            (bucket, curve) =>
                UnlockSchedule.Of(
                    (Name, bucket.Name),
                    (_token.Symbol, _token.Decimals),
                    curve,
                    DateOnly.FromDayNumber(_unixDay + (int)(Table.LaunchUnixSeconds / DaySeconds)),
                    Table.LaunchUnixSeconds
                )
        );

    public Int128 FreeAt(int day) =>
        Table.Curves.Aggregate((Int128)0, (sum, curve) => sum + curve.VestedAt(CloseOf(day)));

    private AccountGroup PayeeAt(int row)
    {
        Component other = Assembly.Find(Part.List("to")[row].Text)!;
        Assembly.NotePayment(other.Name);
        return other.Inlet ?? throw new ArgumentException($"to[{row}] is {other.Name}, which takes no payments.");
    }

    private Int128 ReadSupply()
    {
        if (Has("supply"))
        {
            return Part.Word("supply") == _token.Symbol
                ? AmountOf("supply")
                : throw new ArgumentException($"supply is in {Part.Word("supply")}, and {_token.Symbol} is needed.");
        }

        TokenDeclaration declared = Assembly.Blueprint.Tokens.First(one => one.Symbol == _token.Symbol);
        return declared.SupplyMax is null
            ? throw new ArgumentException($"supply is missing, and {_token.Symbol} has no supply_max to divide")
            : _token.SupplyMax;
    }

    private long CloseOf(int day) => (Assembly.Blueprint.Start.DayNumber + day + 1 - _unixDay) * DaySeconds;
}
