using System.Numerics;
using Souk.Dashboards.Amounts;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;

namespace Souk.Dashboards.Scenarios;

/// <summary>Adds up the postings of a run by token, payer and payee; what is there before the first day is nobody's payment.</summary>
internal sealed class CashFlowSink : Sink
{
    /// <summary>Stands for the payer of a mint.</summary>
    public const string Minted = "minted";

    /// <summary>Stands for the payee of a burn.</summary>
    public const string Burned = "burned";

    private readonly Dictionary<(int Token, int From, int To), (BigInteger Amount, long Count)> _sums = [];
    private readonly Dictionary<(int Token, int From, int To), (Int128 Amount, long Count)> _page = [];
    private readonly List<int> _groupOf = [];
    private TokenLedger _ledger = null!;

    public override bool WantsPostings => true;

    public override void Start(Model model, uint seed, uint replicate)
    {
        _ledger = model.Ledger;
        LearnAccounts();
    }

    public override void Close(int step, ReadOnlySpan<double> values, ReadOnlySpan<Int128> units) => LearnAccounts();

    public override void Post(JournalPage page)
    {
        LearnAccounts();
        _page.Clear();
        for (int row = 0; row < page.Count; row++)
        {
            if (page.Steps[row] < 0)
            {
                continue;
            }

            (int, int, int) key = (page.Tokens[row], GroupOf(page.From[row]), GroupOf(page.To[row]));
            (Int128 amount, long count) = _page.GetValueOrDefault(key);
            // A page of the largest supplies still fits: 65,536 times 10^33.
            _page[key] = (checked(amount + page.Amounts[row]), count + 1);
        }

        foreach (((int, int, int) key, (Int128 amount, long count)) in _page)
        {
            (BigInteger sum, long all) = _sums.GetValueOrDefault(key);
            _sums[key] = (sum + amount, all + count);
        }
    }

    /// <summary>By token, the largest flows first. What moved within a group is no payment of it.</summary>
    public IEnumerable<(TokenUnit Token, IReadOnlyList<CashFlow> Flows)> Read() =>
        _sums
            .Where(sum => sum.Key.From != sum.Key.To && sum.Value.Amount > 0)
            .GroupBy(sum => sum.Key.Token)
            .OrderBy(token => token.Key)
            .Select(token =>
                (
                    new TokenUnit(_ledger.Tokens[token.Key].Symbol, _ledger.Tokens[token.Key].Decimals),
                    (IReadOnlyList<CashFlow>)
                        [
                            .. token
                                .Select(sum => new CashFlow(
                                    NameOf(sum.Key.From, Minted),
                                    NameOf(sum.Key.To, Burned),
                                    sum.Value.Amount,
                                    sum.Value.Count
                                ))
                                .OrderByDescending(flow => flow.Amount)
                                .ThenBy(flow => flow.From, StringComparer.Ordinal)
                                .ThenBy(flow => flow.To, StringComparer.Ordinal),
                        ]
                )
            );

    private string NameOf(int group, string outside) =>
        group == Journal.Outside ? outside : _ledger.Chart.Groups[group].Name;

    private int GroupOf(int account) => account == Journal.Outside ? Journal.Outside : _groupOf[account];

    // A group that outgrows its room moves to other numbers; nobody else ever gets the old ones, so they stay its own.
    private void LearnAccounts()
    {
        while (_groupOf.Count < _ledger.Chart.Count)
        {
            _groupOf.Add(Journal.Outside);
        }

        foreach ((int index, AccountGroup group) in _ledger.Chart.Groups.Index())
        {
            for (int member = group.Count - 1; member >= 0 && _groupOf[group[member]] != index; member--)
            {
                _groupOf[group[member]] = index;
            }
        }
    }
}
