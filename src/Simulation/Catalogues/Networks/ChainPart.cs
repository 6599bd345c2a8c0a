using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Networks;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Networks;

/// <summary>What happened on a chain on a day; fees are the smallest unit of its coin.</summary>
internal sealed record ChainDay(
    Counter Included,
    Counter Lost,
    Counter Waiting,
    Counter WaitedBlocks,
    Amount GasPrice,
    Amount Burned,
    Amount Tips,
    Amount Unpaid
);

/// <summary>`chain.profile`: block space with its fee, its queue and the demand that it loses.</summary>
internal sealed class ChainPart : Component
{
    private const double DaySeconds = 86_400;

    private readonly Token _token;
    private readonly ChainProfile _profile;
    private readonly long _gasPerTransaction;

    public static CatalogueEntry Entry { get; } =
        new(ChainParameters.Kind, (assembly, part) => new ChainPart(assembly, part));

    private ChainPart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _token = TokenOf("token");
        _profile = ChainParameters.ProfileOf(part);
        _gasPerTransaction = ChainParameters.LongOf(part, "gas_per_transaction");
        Today = new ChainDay(
            Model.Counter($"{Name}.included", 0),
            Model.Counter($"{Name}.lost", 0),
            Model.Counter($"{Name}.waiting", 0),
            Model.Counter($"{Name}.waited_blocks", 0),
            Model.Amount($"{Name}.gas_price", 0),
            Model.Amount($"{Name}.burned", 0),
            Model.Amount($"{Name}.tips", 0),
            Model.Amount($"{Name}.unpaid", 0)
        );
    }

    public Token Coin => _token;

    public ChainDay Today { get; }

    public TokenTallies Tallies => Assembly.TalliesOf(_token);

    public override void Connect()
    {
        Holdings senders = Held(_token, ChainParameters.OneAccountOf(this, "senders", Other("senders")));
        Holdings producers = Held(_token, PayeeOf("producers"));
        Demand demand = new(Dial(Demand.Read), Has("users") ? UsageOf() : null);
        ChainRule rule = Model.Add(
            new ChainRule(this, Ledger, _profile, _gasPerTransaction, demand, (senders, producers))
        );
        AddMetrics(rule);
    }

    private Counter UsageOf() =>
        Other("users").Usage ?? throw new ArgumentException($"users is {Part.Word("users")}, whose use nobody counts");

    private void AddMetrics(ChainRule rule)
    {
        ChainDay today = Today;
        Show("included", today.Included);
        Show("lost", today.Lost);
        Show("waiting", today.Waiting);
        Show(
            "wait",
            () =>
                today.Included.Value == 0
                    ? 0
                    : today.WaitedBlocks.Value * (_profile.BlockMs / 1e3) / today.Included.Value,
            today.Included,
            today.WaitedBlocks
        );
        Show(
            "load",
            () =>
                today.Included.Value
                / (DaySeconds * 1_000 / _profile.BlockMs * (_profile.GasLimit / _gasPerTransaction)),
            today.Included
        );
        Show("fee", _token, () => today.GasPrice.Value * _gasPerTransaction, today.GasPrice);
        Publish("gas_price", _token, today.GasPrice);
        Publish("base_fee", _token, () => rule.BaseFeePerGas, today.GasPrice);
        Show("burned", _token, today.Burned);
        Show("tips", _token, today.Tips);
        Show("unpaid", _token, today.Unpaid);
    }
}
