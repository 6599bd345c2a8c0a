using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.DataPools;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.DataPools;

/// <summary>`datapool.pool`: a buyer puts up a budget for data that stays for a period, and gets back what is left.</summary>
internal sealed class DataPoolOffer : Component
{
    private readonly AccountGroup _escrow;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "datapool.pool",
                "A buyer's budget for data that stays for a fixed period; rewards are set aside when data is staked.",
                "DataStakingDynamic of Masa's marketplace contracts 2.1.26; consent and data types are MODELLED",
                [
                    new("contributors", ParameterKind.Part, "Who stakes data.")
                    {
                        Words = [DataContributorParameters.KindName],
                        IsFixed = true,
                    },
                    new("buyer", ParameterKind.Part, "Who pays the budget and gets back the rest.")
                    {
                        Words = ["account"],
                        IsFixed = true,
                    },
                    new("budget", ParameterKind.Tokens, "Paid in on the first day, at most what the buyer holds.")
                    {
                        IsFixed = true,
                    },
                    new(
                        "rewards",
                        ParameterKind.Tokens,
                        "For a data point and the whole period, one or by type; 0 takes none."
                    )
                    {
                        IsList = true,
                        IsFixed = true,
                    },
                    new("period", ParameterKind.Duration, "Whole days for which data stays.")
                    {
                        Min = 1,
                        IsFixed = true,
                    },
                    new("cap", ParameterKind.Count, "Data points that one contributor can have in the pool.")
                    {
                        Min = 1,
                        Max = int.MaxValue,
                        IsFixed = true,
                    },
                    new("opens", ParameterKind.Date, "First day; the scenario's start unless stated.")
                    {
                        Default = "",
                        IsFixed = true,
                    },
                    new("ends", ParameterKind.Date, "Last day on which data is taken; no end unless stated.")
                    {
                        Default = "",
                        IsFixed = true,
                    },
                    new(
                        "pays_on_revocation",
                        ParameterKind.YesNo,
                        "Whether data that leaves early is paid for its time."
                    )
                    {
                        Default = "yes",
                        IsFixed = true,
                    },
                ]
            )
            {
                Publishes =
                [
                    new("paid", "token", "Rewards since the start."),
                    new("reserved", "token", "Set aside for data that is in the pool."),
                    new("staked", "count", "Data points in the pool at the close."),
                ],
            },
            (assembly, part) => new DataPoolOffer(assembly, part)
        );

    private DataPoolOffer(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _escrow = Model.Account(Name, AccountKind.Escrow);
    }

    public override void Connect()
    {
        DataContributors people = (DataContributors)Other("contributors");
        Token token = TokenOf("budget");
        Holdings escrow = Held(token, _escrow);
        Amount paid = Model.Amount($"{Name}.paid", 0);
        int firstDay = Math.Max(0, DayOf(Part, "opens"));
        int lastDay = Has("ends") ? DayOf(Part, "ends") : int.MaxValue;
        if (lastDay < firstDay)
        {
            throw new ArgumentException("ends is before the pool opens");
        }

        DataPoolTerms terms = new(
            Name,
            token.Index,
            escrow.Account,
            Rewards(token, people.Types.Count),
            Part.Days("period"),
            Part.Count("cap"),
            lastDay,
            Part.YesNo("pays_on_revocation")
        );
        int pool = people.Add(new OfferedPool(terms, firstDay, escrow, Held(token, people.Wallets), paid));
        AddBudget(people, pool, escrow, firstDay, lastDay);
        Show("paid", token, paid);
        Show("reserved", token, () => people.Book.Reserved(pool), people.GivenUnits, escrow);
        Show("staked", () => people.Book.Staked(pool), people.GivenUnits);
    }

    private Int128[] Rewards(Token token, int typeCount)
    {
        IReadOnlyList<SettingValue> written = Part.List("rewards");
        if (written.Any(reward => reward.Text != token.Symbol))
        {
            throw new ArgumentException($"rewards are not all in {token.Symbol}, the budget's token");
        }

        Int128[] rewards = [.. written.Select(reward => QuantityText.BaseUnits(reward.Number, token.Decimals))];
        return rewards.Length == typeCount ? rewards
            : rewards.Length == 1 ? [.. Enumerable.Repeat(rewards[0], typeCount)]
            : throw new ArgumentException(
                $"rewards has {rewards.Length} values for {typeCount} types: write one, or one for each type"
            );
    }

    private void AddBudget(DataContributors people, int pool, Holdings escrow, int firstDay, int lastDay)
    {
        Holdings buyer = Held(escrow.Token, Other("buyer").Inlet!);
        Int128 budget = AmountOf("budget");
        Rule(
            "budget",
            Phase.Clear,
            touches => touches.Updates(buyer).Adds(escrow),
            step =>
            {
                if (step.Index == firstDay)
                {
                    Pay(buyer, escrow, Int128.Min(budget, buyer.Balance));
                }
            }
        );
        Rule(
            "refund",
            Phase.Settle,
            touches => touches.Updates(escrow).Adds(buyer).After(people.RuleName),
            step =>
            {
                if (step.Index >= lastDay)
                {
                    Pay(escrow, buyer, people.Book.Available(pool));
                }
            }
        );
    }
}
