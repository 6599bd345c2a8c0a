using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;

namespace Souk.Research.Responses;

/// <summary>What agents of one name did by day and when they were paid, from the postings of a run.</summary>
/// <remarks>Presence as the warehouse has it: 1 on a day on which an agent sent anything, else 0.</remarks>
internal sealed class PostingPanel(string people, string payer) : Sink
{
    /// <summary>A payer that stands for newly minted tokens.</summary>
    public const string Outside = "outside";

    private readonly List<double[]> _presence = [];
    private readonly HashSet<ResponseEvent> _events = [];
    private (AccountGroup Group, int First)[] _people = [];
    private (AccountGroup Group, int First)[] _payers = [];
    private int _days;

    public override bool WantsPostings => true;

    /// <exception cref="ArgumentException">There are no such accounts.</exception>
    public override void Start(Model model, uint seed, uint replicate)
    {
        _days = model.Steps;
        _people = Groups(model, people);
        _payers = payer == Outside ? [] : Groups(model, payer);
    }

    public override void Post(JournalPage page)
    {
        for (int i = 0; i < page.Count; i++)
        {
            int day = page.Steps[i];
            if (day < 0)
            {
                continue;
            }

            if (IndexOf(_people, page.From[i]) is { } sender)
            {
                Unit(sender)[day] = 1;
            }

            if (IndexOf(_people, page.To[i]) is { } receiver && IsPayer(page.From[i]))
            {
                Unit(receiver);
                _events.Add(new(receiver, day));
            }
        }
    }

    /// <summary>Agents that never did anything and were never paid are rows of zeros: they are controls.</summary>
    public ResponsePanel Read()
    {
        Unit(_people.Max(one => one.Group.Count) - 1);
        return new ResponsePanel(_presence, [.. _events.OrderBy(found => (found.Day, found.Unit))]);
    }

    private bool IsPayer(int account) =>
        payer == Outside ? account == Journal.Outside : IndexOf(_payers, account) is not null;

    private double[] Unit(int agent)
    {
        while (_presence.Count <= agent)
        {
            _presence.Add(new double[_days]);
        }

        return _presence[agent];
    }

    // Pages hold account numbers of several days, so that a group may not move between them.
    private static int? IndexOf((AccountGroup Group, int First)[] groups, int account)
    {
        foreach ((AccountGroup group, int first) in groups)
        {
            if (group.First != first)
            {
                throw new InvalidOperationException(
                    $"{group.Name} outgrew its accounts during the run, so that its postings cannot be told apart."
                );
            }

            if (account >= first && account < first + group.Count)
            {
                return account - first;
            }
        }

        return null;
    }

    private static (AccountGroup Group, int First)[] Groups(Model model, string name)
    {
        (AccountGroup, int)[] found =
        [
            .. model.Ledger.Chart.Groups.Where(group => group.Name == name).Select(group => (group, group.First)),
        ];
        return found.Length > 0
            ? found
            : throw new ArgumentException(
                $"'{name}' has no accounts in the scenario; there are {string.Join(", ", model.Ledger.Chart.Groups.Select(group => group.Name).Distinct())}."
            );
    }
}
