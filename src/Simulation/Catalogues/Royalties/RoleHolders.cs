using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Royalties;
using Souk.Simulation.Slots;
using Souk.Simulation.Spellings;

namespace Souk.Simulation.Catalogues.Royalties;

/// <summary>Who has a share in assets, as a scenario writes it, and what was paid to each role.</summary>
internal sealed class RoleHolders
{
    private const string Parameter = "holders";

    private static readonly string[] _roles =
    [
        "developer",
        "optimiser",
        "validator",
        "compute_node",
        "annotator",
        "data_provider",
    ];

    private readonly ModelAssembly _assembly;
    private readonly Token _token;
    private readonly SortedSet<int> _rolesUsed = [];
    private readonly HashSet<Holdings> _payees = [];

    public RoleHolders(ModelAssembly assembly, Part part, Token token)
    {
        _assembly = assembly;
        _token = token;
        Paid = [.. _roles.Select(role => assembly.Model.Amount($"{part.Name}.paid.{role}", 0))];
    }

    /// <summary>The parameter that lists them.</summary>
    public static ParameterSpec Spec(string meaning) => new(Parameter, ParameterKind.Text, meaning) { IsList = true };

    /// <summary>Base units by role since the start.</summary>
    public Amount[] Paid { get; }

    /// <summary>Everyone who is paid by a table that was read.</summary>
    public Holdings[] Payees => [.. _payees];

    /// <summary>The roles of tables that were read, with what each was paid.</summary>
    public IEnumerable<(string Role, Amount Paid)> PaidRoles => _rolesUsed.Select(role => (_roles[role], Paid[role]));

    /// <summary>The table of some assets: a line of their own, or else the line without a name.</summary>
    /// <param name="assets">Listed names.</param>
    /// <param name="unnamedCount">Further assets.</param>
    /// <exception cref="ArgumentException">A line that cannot be read, or an asset without a line.</exception>
    public ShareTable Read(Part part, IReadOnlyList<string> assets, int unnamedCount)
    {
        Dictionary<string, RoleShare[]> lines = new(StringComparer.Ordinal);
        foreach (SettingValue value in part.List(Parameter))
        {
            (string name, IReadOnlyList<WeightedTerm> terms) = WeightedTerm.Read(
                Parameter,
                value.Text,
                wordCount: 2,
                "3 annotator crowd + validator nodes, where crowd and nodes are parts"
            );
            if (name.Length > 0 && !assets.Contains(name))
            {
                string hint = assets.Count > 0 ? $"; did you mean '{NearestWord.To(name, assets)}'?" : "";
                throw new ArgumentException($"{Parameter} has '{name}', which is no asset{hint}");
            }

            lines[name] = [.. terms.Select(HolderOf)];
        }

        IEnumerable<string> all = assets.Concat(Enumerable.Repeat("", unnamedCount));
        return new ShareTable(all.Select(asset => LineOf(lines, asset)));
    }

    private static RoleShare[] LineOf(Dictionary<string, RoleShare[]> lines, string asset) =>
        lines.GetValueOrDefault(asset)
        ?? lines.GetValueOrDefault("")
        ?? throw new ArgumentException(
            $"{Parameter} says nothing about {(asset.Length > 0 ? asset : "generated assets")}: add a line without a name for all others"
        );

    private RoleShare HolderOf(WeightedTerm term)
    {
        int role = Array.IndexOf(_roles, term.Words[0]);
        if (role < 0)
        {
            throw new ArgumentException(
                $"{Parameter} has '{term.Words[0]}', which is no role; did you mean '{NearestWord.To(term.Words[0], _roles)}'?"
            );
        }

        _rolesUsed.Add(role);
        return new RoleShare((AssetRole)role, AccountOf(term.Words[1]), term.Weight);
    }

    private int AccountOf(string name)
    {
        if (_assembly.Find(name) is not { } other)
        {
            string[] known = [.. _assembly.Components.Select(one => one.Name)];
            throw new ArgumentException(
                $"{Parameter} has '{name}', which is no part; did you mean '{NearestWord.To(name, known)}'?"
            );
        }

        if (other.Inlet is not { Population: null, Count: 1 } group)
        {
            throw new ArgumentException($"{Parameter} has '{name}': name a part with one account that takes payments");
        }

        _assembly.NotePayment(name);
        Holdings held = _assembly.Holdings(_token, group);
        _payees.Add(held);
        return held.Account;
    }
}
