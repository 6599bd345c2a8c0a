using System.Numerics;
using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.DataFarms;
using Souk.Simulation.Spellings;

namespace Souk.Simulation.Catalogues.DataFarms;

/// <summary>`datafarm.pool`: locked tokens vote for data, and whoever voted for what sold is paid every week.</summary>
internal sealed class DataFarmPart : Component
{
    private readonly AccountGroup _locks;

    public static CatalogueEntry Entry { get; } =
        new(DataFarmParameters.Kind, (assembly, part) => new DataFarmPart(assembly, part));

    private DataFarmPart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _locks = Model.Account($"{Name}.locks", AccountKind.Stake);
        Inlet = Model.Account(Name, AccountKind.Rewards);
    }

    /// <summary>The budget: what comes in during a week is divided at its end.</summary>
    public override AccountGroup Inlet { get; }

    public override AccountGroup? Wallets => null;

    public override bool NeedsPayer => !Has("fund");

    public override bool Takes(Token token) => token == TokenOf("token");

    public override void Connect()
    {
        Token token = TokenOf("token");
        if (Has("fund"))
        {
            RequireToken("fund", token);
            Open("fund", Held(token, Inlet), AmountOf("fund"));
        }

        FarmAccounts accounts = new(
            Held(token, WalletsOf("stakers", Part.Word("stakers"))),
            Held(token, _locks),
            Held(token, Inlet)
        );
        FarmTallies tallies = new(Model.Amount($"{Name}.paid", 0), Model.Amount($"{Name}.left", 0));
        string[] assets = [.. Part.List("assets").Select(asset => asset.Text)];
        bool[] isFeed = [.. assets.Select(_ => false)];
        foreach (SettingValue feed in Part.List("feeds"))
        {
            isFeed[Find(assets, feed.Text)] = true;
        }

        DataFarmRule rule = new(
            this,
            accounts,
            tallies,
            Dial(then => Read(then, token, assets.Length)),
            isFeed,
            (Assembly.Blueprint.Start, DayOf(Part, "start")),
            Ledger
        );
        Model.Add(rule);
        Show("locked", token, () => rule.Escrow.Locked, accounts.Locks);
        Show("power", token, () => rule.Power, accounts.Locks);
        Show("paid", token, tallies.Paid);
        Show("left", token, tallies.Left);
    }

    private static int Find(string[] assets, string name)
    {
        int index = Array.IndexOf(assets, name);
        return index >= 0
            ? index
            : throw new ArgumentException(
                $"feeds has '{name}', which is no asset; did you mean '{NearestWord.To(name, assets)}'?"
            );
    }

    private static FarmHabit Read(Part then, Token token, int assetCount)
    {
        IReadOnlyList<SettingValue> written = then.List("volumes");
        if (written.Any(volume => volume.Text != token.Symbol))
        {
            throw new ArgumentException($"volumes are not all in {token.Symbol}, what is locked and paid");
        }

        Int128[] volumes = [.. written.Select(volume => QuantityText.BaseUnits(volume.Number, token.Decimals))];
        if (volumes.Length != assetCount && volumes.Length != 1)
        {
            throw new ArgumentException(
                $"volumes has {volumes.Length} values for {assetCount} assets: write one, or one for each asset"
            );
        }

        volumes = volumes.Length == assetCount ? volumes : [.. Enumerable.Repeat(volumes[0], assetCount)];
        BigInteger[] weights =
            then.Word("shares") == "rank"
                ? [.. RankWeights.Of(volumes).Select(weight => new BigInteger(weight))]
                : [.. volumes.Select(volume => (BigInteger)volume)];
        return new FarmHabit(
            then.Share("share"),
            then.Days("every"),
            then.Days("lock"),
            volumes,
            weights,
            then.Word("allocation") == "even",
            new DataFarm((long)Math.Round(then.Number("yield_cap") * 1e9)),
            then.Word("volume_cap") == "by_date"
        );
    }
}
