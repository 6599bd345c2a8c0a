namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Who stands behind addresses, by the links between them up to the asked time.</summary>
internal sealed class PartyGraph
{
    private const int ConfidenceMin = 500_000;

    private readonly DrawnQuestion _asked;
    private readonly Dictionary<int, int> _actors = [];

    public PartyGraph(DrawnQuestion asked)
    {
        _asked = asked;
        Services =
        [
            .. asked.Facts.Rows("chain.contract").Select(row => row.Int("address_id")),
            .. asked.Facts.Rows("market.holder").Select(row => row.Int("holder_id")),
            .. Labels().Where(label => label.Row.Text("class") == "exchange").Select(label => label.Party),
        ];
        Links = [.. Counted(), .. Declared()];
        Link[] sure = [.. Links.Where(link => link.Confidence >= ConfidenceMin)];
        foreach (int party in sure.SelectMany(link => (int[])[link.Party, link.Other]).Distinct().Order())
        {
            // The first of those that are reached has the lowest id.
            Mark(party, party, sure);
        }
    }

    public HashSet<int> Services { get; }

    public Link[] Links { get; }

    public bool IsOfSeveral(int party) => _actors.ContainsKey(party);

    public int Entity(int party) => _actors.GetValueOrDefault(party, party);

    /// <summary>Who counts as one: itself by address, its entity's first address by entity.</summary>
    public int Actor(int party) => _asked.ByEntity ? Entity(party) : party;

    /// <summary>The same of an address in hexadecimal, which no block may name.</summary>
    public string Actor(string address) =>
        _asked
            .Facts.Rows("chain.address")
            .Select(row => row.Int("address_id"))
            .Where(party => _asked.Hex(party) == address)
            .Select(party => _asked.Hex(Actor(party)))
            .SingleOrDefault(address);

    /// <summary>Of all links of an entity that count.</summary>
    public int WeakestLink(int entity) =>
        Links
            .Where(link => link.Confidence >= ConfidenceMin && Entity(link.Party) == entity)
            .Min(link => link.Confidence);

    private void Mark(int party, int actor, Link[] links)
    {
        if (!_actors.TryAdd(party, actor))
        {
            return;
        }

        foreach (Link link in links.Where(link => link.Party == party || link.Other == party))
        {
            Mark(link.Party == party ? link.Other : link.Party, actor, links);
        }
    }

    private IEnumerable<Link> Counted()
    {
        List<Link> found =
        [
            .. _asked
                .SeenAnywhere("market.control")
                .GroupBy(row =>
                    (Party: row.Int("controlled_id"), Other: row.Int("controller_id"), Rule: row.Text("rule"))
                )
                .Select(rows => new Link(
                    rows.Key.Party,
                    rows.Key.Other,
                    rows.Key.Rule,
                    900_000,
                    rows.Min(row => row.Log)
                )),
            .. Funded(),
        ];
        var identities = _asked
            .SeenAnywhere("market.identity")
            .GroupBy(row => (row.System, Party: row.Int("party_id"), Key: row.Text("identity_key")))
            .Select(rows => rows.MaxBy(row => row.Place)!)
            .Where(row => row.Text("action") == "linked")
            .GroupBy(row => (row.System, row.Text("identity_key")));
        foreach (var same in identities)
        {
            int first = same.Min(row => row.Int("party_id"));
            found.AddRange(same.Select(row => new Link(row.Int("party_id"), first, "identity", 900_000, row.Log)));
        }

        found.RemoveAll(link => link.Party == 0 || link.Other == 0 || link.Party == link.Other);
        return found.Where(link =>
            link.Rule is "deployer" or "identity"
            || found.Count(other => other.Rule == link.Rule && other.Other == link.Other) <= 10
        );
    }

    private IEnumerable<Link> Funded()
    {
        var firsts = _asked
            .SeenAnywhere("market.transfer")
            .Where(row => row.Int("recipient_id") != 0)
            .GroupBy(row => row.Int("recipient_id"))
            .Select(rows => rows.MinBy(row => row.Place)!);
        foreach (DrawnRow first in firsts)
        {
            bool isPaid = _asked
                .Facts.Rows("market.payment")
                .Any(leg =>
                    leg.Int("chain_id") == first.Int("chain_id")
                    && leg.Long("block_number") == first.Long("block_number")
                    && leg.IntOr("leg_log_index") == first.Int("log_index")
                );
            (int party, int funder) = (first.Int("recipient_id"), first.Int("sender_id"));
            if (!isPaid && !Services.Contains(party) && !Services.Contains(funder))
            {
                yield return new Link(party, funder, "funding", 600_000, first.Log);
            }
        }
    }

    private IEnumerable<Link> Declared()
    {
        foreach (var entity in Labels().GroupBy(label => label.Row.Text("entity")))
        {
            (DrawnRow first, int other) = entity
                .OrderBy(label => _asked.Hex(label.Party), StringComparer.Ordinal)
                .First();
            foreach ((DrawnRow row, int party) in entity.Where(label => label.Party != other))
            {
                yield return new Link(
                    party,
                    other,
                    "declared",
                    Math.Min(row.Int("confidence_ppm"), first.Int("confidence_ppm")),
                    null
                );
            }
        }
    }

    private IEnumerable<(DrawnRow Row, int Party)> Labels() =>
        _asked
            .Facts.Rows("party.declared_label")
            .Where(row => !row.Has("superseded_at"))
            .Select(row =>
                (
                    row,
                    _asked
                        .Facts.Rows("chain.address")
                        .Single(one => ((byte[])one["address"]!).SequenceEqual((byte[])row["address"]!))
                        .Int("address_id")
                )
            );
}

/// <summary>Evidence that two addresses are one party's; a declared one has no log.</summary>
internal sealed record Link(int Party, int Other, string Rule, int Confidence, (int Chain, long Block, int Log)? Log);
