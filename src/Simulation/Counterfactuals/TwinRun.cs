using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Experiments;
using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Counterfactuals;

/// <summary>One run with what each group of accounts held by day and, where wanted, every posting.</summary>
internal sealed class TwinRun : Sink
{
    /// <summary>Postings that are kept of a run: half a gigabyte.</summary>
    public const int PostingsMax = 4_000_000;

    private const string Outside = "outside";

    private readonly bool _keepsPostings;
    private readonly Dictionary<(string Group, string Token), Int128[]> _flows = [];
    private readonly List<TwinPosting> _postings = [];
    private readonly Dictionary<int, string> _names = [];
    private Model _model = null!;

    private TwinRun(bool keepsPostings) => _keepsPostings = keepsPostings;

    public override bool WantsPostings => true;

    public IReadOnlyList<TwinPosting> Postings => _postings;

    public IEnumerable<(string Group, string Token)> Held => _flows.Keys;

    /// <summary>Symbols with their decimals.</summary>
    public Dictionary<string, int> Decimals { get; } = [];

    /// <summary>USD of a whole token at the last close, of tokens that a venue trades and of the money they trade for.</summary>
    public Dictionary<string, double> Prices { get; } = [];

    public string Digest { get; private set; } = "";

    /// <exception cref="RunException">A rule met what it cannot do.</exception>
    /// <exception cref="InvalidOperationException">More postings than may be kept.</exception>
    public static TwinRun Play(
        Blueprint blueprint,
        uint seed,
        uint replicate,
        bool keepsPostings,
        CancellationToken cancellation
    )
    {
        TwinRun run = new(keepsPostings);
        ModelAssembly assembly = BlueprintModel.Assemble(blueprint.Draw(seed, replicate));
        Venue[] venues = [.. assembly.Components.OfType<Venue>()];
        using Simulator simulator = new(assembly.Model, null, run);
        RunResult result = simulator.Run(seed, replicate, cancellation);
        run.Digest = Convert.ToHexStringLower(result.Digest);
        foreach (Venue venue in venues.Reverse())
        {
            run.Prices[venue.Money.Symbol] = 1;
            run.Prices[venue.Token.Symbol] = venue.Price.Value;
        }

        return run;
    }

    /// <summary>Base units that a group held at the close of a day; −1 for before the first.</summary>
    public Int128 Balance((string Group, string Token) held, int day)
    {
        Int128 sum = 0;
        Int128[] flows = _flows.GetValueOrDefault(held, []);
        for (int i = 0; i <= Math.Min(day + 1, flows.Length - 1); i++)
        {
            sum += flows[i];
        }

        return sum;
    }

    public override void Start(Model model, uint seed, uint replicate)
    {
        _model = model;
        foreach (Token token in model.Ledger.Tokens)
        {
            Decimals[token.Symbol] = token.Decimals;
        }
    }

    public override void Post(JournalPage page)
    {
        for (int i = 0; i < page.Count; i++)
        {
            string token = _model.Ledger.Tokens[page.Tokens[i]].Symbol;
            int day = page.Steps[i];
            Flow(page.From[i], token, day, -page.Amounts[i]);
            Flow(page.To[i], token, day, page.Amounts[i]);
            if (_keepsPostings)
            {
                Keep(page, i, token);
            }
        }
    }

    private void Keep(JournalPage page, int i, string token)
    {
        if (_postings.Count == PostingsMax)
        {
            throw new InvalidOperationException(
                $"The run has more than {PostingsMax:N0} postings: shorten it with --days, or take fewer agents."
            );
        }

        string rule = page.Rules[i] < 0 ? "" : _model.Rules[page.Rules[i]].Name;
        _postings.Add(new(page.Steps[i], rule, token, NameOf(page.From[i]), NameOf(page.To[i]), page.Amounts[i]));
    }

    private void Flow(int account, string token, int day, Int128 units)
    {
        if (account == Journal.Outside)
        {
            return;
        }

        string name = NameOf(account);
        string group = name[^1] == ']' ? name[..name.LastIndexOf('[')] : name;
        if (!_flows.TryGetValue((group, token), out Int128[]? flows))
        {
            flows = new Int128[_model.Steps + 1];
            _flows.Add((group, token), flows);
        }

        flows[day + 1] += units;
    }

    private string NameOf(int account)
    {
        if (account == Journal.Outside)
        {
            return Outside;
        }

        if (!_names.TryGetValue(account, out string? name))
        {
            name = _model.Ledger.Chart.NameOf(account);
            _names.Add(account, name);
        }

        return name;
    }
}
