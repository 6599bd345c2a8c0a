using System.Text.Json;
using System.Text.Json.Nodes;

namespace Souk.Warehouse.Tests.Traces;

/// <summary>Says where a document breaks the structure of PROV-JSON (W3C member submission of 24 April 2013: sections 2 and
/// 3). Written from the submission alone; it knows nothing of our writer.</summary>
internal static class ProvJson
{
    /// <summary>Attributes that name a record, by relation: of what kind it is, and whether it must be there.</summary>
    private static readonly Dictionary<string, (string Attribute, string Kind, bool IsRequired)[]> s_relations = new()
    {
        ["wasGeneratedBy"] = [("prov:entity", "entity", true), ("prov:activity", "activity", false)],
        ["used"] = [("prov:activity", "activity", true), ("prov:entity", "entity", false)],
        ["wasInformedBy"] = [("prov:informed", "activity", true), ("prov:informant", "activity", true)],
        ["wasDerivedFrom"] =
        [
            ("prov:generatedEntity", "entity", true),
            ("prov:usedEntity", "entity", true),
            ("prov:activity", "activity", false),
        ],
        ["wasAttributedTo"] = [("prov:entity", "entity", true), ("prov:agent", "agent", true)],
        ["wasAssociatedWith"] =
        [
            ("prov:activity", "activity", true),
            ("prov:agent", "agent", false),
            ("prov:plan", "entity", false),
        ],
        ["actedOnBehalfOf"] = [("prov:delegate", "agent", true), ("prov:responsible", "agent", true)],
        ["specializationOf"] = [("prov:specificEntity", "entity", true), ("prov:generalEntity", "entity", true)],
        ["alternateOf"] = [("prov:alternate1", "entity", true), ("prov:alternate2", "entity", true)],
        ["hadMember"] = [("prov:collection", "entity", true), ("prov:entity", "entity", true)],
    };

    private static readonly string[] s_elements = ["entity", "activity", "agent"];

    /// <summary>Attributes of the prov namespace that any record may have.</summary>
    private static readonly string[] s_common =
    [
        "prov:type",
        "prov:label",
        "prov:location",
        "prov:role",
        "prov:value",
        "prov:time",
        "prov:startTime",
        "prov:endTime",
    ];

    public static IEnumerable<string> Problems(JsonObject document)
    {
        HashSet<string> prefixes =
        [
            "prov",
            "xsd",
            "_",
            .. (document["prefix"] as JsonObject ?? []).Select(prefix => prefix.Key),
        ];
        foreach ((string section, JsonNode? content) in document)
        {
            if (section == "prefix")
            {
                foreach ((string prefix, JsonNode? uri) in (JsonObject)content!)
                {
                    if (!Uri.IsWellFormedUriString((string?)uri, UriKind.Absolute))
                    {
                        yield return $"prefix {prefix}: {uri} is no URI";
                    }
                }
            }
            else if (!s_elements.Contains(section) && !s_relations.ContainsKey(section))
            {
                yield return $"{section}: no section of PROV-JSON";
            }
            else
            {
                foreach (string problem in Records(document, section, (JsonObject)content!, prefixes))
                {
                    yield return problem;
                }
            }
        }
    }

    private static IEnumerable<string> Records(
        JsonObject document,
        string section,
        JsonObject records,
        HashSet<string> prefixes
    )
    {
        foreach ((string id, JsonNode? record) in records)
        {
            if (!IsQualified(id, prefixes))
            {
                yield return $"{section} {id}: no qualified name of a declared prefix";
            }

            (string Attribute, string Kind, bool IsRequired)[] links = s_relations.GetValueOrDefault(section) ?? [];
            foreach ((string attribute, string kind, bool isRequired) in links)
            {
                string? target = (string?)record![attribute];
                if (target is null ? isRequired : document[kind]?[target] is null)
                {
                    yield return $"{section} {id}: {attribute} {target ?? "is missing"} is no {kind} of the document";
                }
            }

            foreach ((string name, JsonNode? value) in (JsonObject)record!)
            {
                bool isKnown =
                    !name.StartsWith("prov:", StringComparison.Ordinal)
                    || s_common.Contains(name)
                    || links.Any(link => link.Attribute == name);
                if (!IsQualified(name, prefixes) || !isKnown)
                {
                    yield return $"{section} {id}: {name} is no attribute";
                }

                if (!(value is JsonArray values ? values.All(one => IsValue(one, prefixes)) : IsValue(value, prefixes)))
                {
                    yield return $"{section} {id}: {name} has no value of PROV-JSON: {value?.ToJsonString()}";
                }
            }
        }
    }

    private static bool IsQualified(string name, HashSet<string> prefixes) =>
        name.Split(':', 2) is [var prefix, { Length: > 0 }] && prefixes.Contains(prefix);

    /// <summary>Text, a number, a truth value, or an object of "$" with a "type" or a "lang".</summary>
    private static bool IsValue(JsonNode? value, HashSet<string> prefixes) =>
        value switch
        {
            JsonObject typed => typed["$"] is JsonValue
                && typed.All(part => part.Key is "$" or "type" or "lang")
                && (typed["type"] is null || IsQualified((string)typed["type"]!, prefixes)),
            JsonValue plain => plain.GetValueKind()
                is JsonValueKind.String
                    or JsonValueKind.Number
                    or JsonValueKind.True
                    or JsonValueKind.False,
            _ => false,
        };
}
