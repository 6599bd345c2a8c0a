using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Fees;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Fees;

/// <summary>`fees.route`: buys the token with the money that comes in, and divides it.</summary>
internal sealed class FeeRoute : Component
{
    private static readonly string[] _owners = ["treasury", "stakers", "rewards"];

    private readonly Dial<FeeSplit> _split;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "fees.route",
                "Fees buy the token in a pool, which moves its price, and are divided among burn, treasury, stakers and rewards.",
                "ours, MODELLED after what data markets announce (docs/mechanisms/fee-router.md)",
                [
                    new("pool", ParameterKind.Part, "Where fees are converted.")
                    {
                        Words = Venue.Kinds,
                        IsFixed = true,
                    },
                    new(
                        "through",
                        ParameterKind.Part,
                        "Where fees in other currencies are swapped first: for the token, or for the pool's money."
                    )
                    {
                        Words = Venue.Kinds,
                        IsList = true,
                        Default = "",
                        IsFixed = true,
                    },
                    new("burn_share", ParameterKind.Share, "Burned.") { Default = "0" },
                    .. _owners.Select(owner => new ParameterSpec(
                        $"{owner}_share",
                        ParameterKind.Share,
                        $"For the {owner}."
                    )
                    {
                        Default = "0",
                    }),
                    new("rest", ParameterKind.Word, "Who gets what the shares leave over.")
                    {
                        Words = ["burn", .. _owners],
                        Default = "rewards",
                    },
                    .. _owners.Select(owner => new ParameterSpec(
                        owner,
                        ParameterKind.Part,
                        $"Who the {owner} are; needed where they have a share."
                    )
                    {
                        Default = "",
                        IsFixed = true,
                    }),
                ]
            )
            {
                Publishes =
                [
                    new("burned", "token", "Burned out of fees since the start."),
                    new("burned_today", "token", "Burned out of fees on the day."),
                ],
            },
            (assembly, part) => new FeeRoute(assembly, part)
        );

    private FeeRoute(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Inlet = Model.Account(Name, AccountKind.Fees);
        _split = Dial(Read);
    }

    public override AccountGroup Inlet { get; }

    // A share of a billionth at least shows in a billion.
    public override bool ChangesSupply => _split.All.Any(split => split.Of(1_000_000_000).Burn > 0);

    public override bool NeedsPayer => true;

    public override bool Takes(Token token) =>
        Other("pool") is Venue pool
        && (token == pool.Money || token == pool.Token || Through.Any(other => CurrencyOf(other, pool) == token));

    private IEnumerable<Venue> Through =>
        Part.List("through").Select(value => Assembly.Find(value.Text)).OfType<Venue>();

    public override void Connect()
    {
        Venue pool = (Venue)Other("pool");
        Holdings router = Held(pool.Token, Inlet);
        pool.Add(new PoolBuyer(Spend: null, Held(pool.Money, Inlet), router, BringsMoney: false));
        foreach (Venue other in Through)
        {
            Convert(other, pool);
        }

        Holdings[] payees =
        [
            .. _owners.Select(owner => Has(owner) ? Held(pool.Token, OnePayeeOf(owner, pool.Token)) : router),
        ];
        FeeAccounts accounts = new(payees[0].Account, payees[1].Account, payees[2].Account);
        TokenTallies tallies = Assembly.TalliesOf(pool.Token);
        Amount burned = Model.Amount($"{Name}.burned", 0);
        Amount burnedToday = Model.Amount($"{Name}.burned_today", 0);
        Rule(
            "",
            Phase.Settle,
            touches =>
                touches
                    .Updates(router)
                    .Adds(pool.Token, tallies.Burned, burned)
                    .Writes(burnedToday)
                    .Adds([.. payees.Where(payee => payee != router).Distinct()]),
            step =>
            {
                FeeParts parts = FeeRouter.Route(
                    Ledger,
                    pool.Token.Index,
                    router.Account,
                    accounts,
                    _split.At(step.Index)
                );
                burned.Value += parts.Burn;
                burnedToday.Value = parts.Burn;
                tallies.Burned.Value += parts.Burn;
            }
        );
        Show("burned", pool.Token, burned);
        Publish("burned_today", pool.Token, burnedToday);
    }

    // Swapped before the pool's own orders clear, because what comes out is added to what these spend.
    private void Convert(Venue other, Venue pool)
    {
        Token currency =
            CurrencyOf(other, pool)
            ?? throw new ArgumentException(
                $"through has {other.Name}, which swaps {other.Token.Symbol} and {other.Money.Symbol}: it gives no other currency's way to {pool.Token.Symbol} or {pool.Money.Symbol}"
            );
        if (other.Token == pool.Token)
        {
            other.Add(new PoolBuyer(Spend: null, Held(currency, Inlet), Held(pool.Token, Inlet), BringsMoney: false));
        }
        else
        {
            other.Add(new PoolSeller(Sales: null, Worth: null, Held(currency, Inlet), Held(pool.Money, Inlet)));
        }
    }

    // What a pool takes from the router; null where it leads nowhere.
    private static Token? CurrencyOf(Venue other, Venue pool) =>
        other == pool ? null
        : other.Token == pool.Token && other.Money != pool.Money ? other.Money
        : other.Money == pool.Money && other.Token != pool.Token ? other.Token
        : null;

    private FeeSplit Read(Part then)
    {
        long Of(string owner) => (long)Math.Round(then.Number($"{owner}_share") * 1e9);
        FeeOwner rest = Enum.Parse<FeeOwner>(then.Word("rest"), ignoreCase: true);
        long[] shares = [Of("burn"), .. _owners.Select(Of)];
        if (shares.Sum() > 1_000_000_000)
        {
            throw new ArgumentException(
                $"burn_share, treasury_share, stakers_share and rewards_share add up to {shares.Sum() / 1e7:0.##} %, more than 100 %"
            );
        }

        FeeSplit split = new(shares[0], shares[1], shares[2], shares[3], rest);
        for (int i = 0; i < _owners.Length; i++)
        {
            bool isPaid = shares[i + 1] > 0 || (rest == (FeeOwner)(i + 1) && shares.Sum() < 1_000_000_000);
            if (isPaid && !Has(_owners[i]))
            {
                throw new ArgumentException(
                    $"{_owners[i]} is missing: they have a share, so name the part that gets it"
                );
            }
        }

        return split;
    }
}
