using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Manifests;

/// <summary>Gathers a kind's events; one that several intervals share is one event.</summary>
internal sealed class EventRuleList
{
    private readonly List<EventRule> _rules = [];

    public IReadOnlyList<EventRule> All => _rules;

    /// <summary>Logs are told apart by topic 0 and the number of topics, never by name.</summary>
    public static bool IsSameLog(EventSignature one, EventSignature other) =>
        one.Topic0 == other.Topic0 && one.IndexedCount == other.IndexedCount;

    /// <param name="moves">See <see cref="EventRule.Moves"/>; null for none.</param>
    /// <exception cref="ManifestException">Anonymous, or logs in these blocks could be of another event.</exception>
    public void Add(ManifestNode item, EventSignature signature, BlockRange valid, IReadOnlyList<int>? moves = null)
    {
        if (signature.IsAnonymous)
        {
            throw item.Error(
                $"event '{signature.Name}' is anonymous; its logs cannot be told apart. Leave it out, with 'only' where "
                    + "an ABI file brings it."
            );
        }

        foreach (EventRule other in _rules.Where(rule => IsSameLog(rule.Signature, signature)))
        {
            if (other.Valid.Any(blocks => blocks.From <= valid.To && valid.From <= blocks.To))
            {
                throw item.Error(
                    $"event '{signature}' with {signature.IndexedCount} indexed is listed twice for the same blocks."
                );
            }
        }

        int same = _rules.FindIndex(rule => rule.Signature.FullText == signature.FullText);
        if (same < 0)
        {
            _rules.Add(new EventRule(signature, [valid]) { Moves = moves ?? [] });
        }
        else
        {
            _rules[same] = _rules[same] with { Valid = [.. _rules[same].Valid, valid] };
        }
    }
}
