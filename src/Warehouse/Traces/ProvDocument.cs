using System.Globalization;
using System.Text.Json.Nodes;

namespace Souk.Warehouse.Traces;

/// <summary>A lineage in PROV-JSON (W3C member submission of 2013): assets are entities, jobs activities, parties agents.
/// </summary>
/// <remarks>Identifiers are qualified names of the prefixes asset, job and party. Amounts are strings of base units.
/// </remarks>
public static class ProvDocument
{
    public static JsonObject Of(Lineage lineage)
    {
        HashSet<string> jobs = [.. JobsOf(lineage)];
        string Id(string key) => jobs.Contains(key) ? $"job:{key}" : $"asset:{key}";

        var document = new JsonObject
        {
            ["prefix"] = new JsonObject
            {
                ["asset"] = "urn:souk:asset:",
                ["job"] = "urn:souk:job:",
                ["party"] = "urn:souk:party:",
                ["souk"] = "urn:souk:",
            },
        };
        foreach (LineagePart part in lineage.Parts)
        {
            bool isJob = jobs.Contains(part.Asset);
            Section(document, isJob ? "activity" : "entity")[Id(part.Asset)] = Describe(part);
            foreach (LineageParty party in part.Parties)
            {
                Section(document, "agent")[$"party:{party.Address}"] = new JsonObject();
                Add(
                    document,
                    isJob ? "wasAssociatedWith" : "wasAttributedTo",
                    new JsonObject
                    {
                        [isJob ? "prov:activity" : "prov:entity"] = Id(part.Asset),
                        ["prov:agent"] = $"party:{party.Address}",
                        ["souk:roles"] = party.Roles,
                        ["souk:received"] = new JsonArray([.. party.Receipts.Select(Describe)]),
                    }
                );
            }
        }

        foreach (LineageEdge edge in lineage.Edges)
        {
            AddEdge(document, edge, Id(edge.Subject), Id(edge.Object));
        }

        return document;
    }

    /// <summary>What generates assets or uses them is a job.</summary>
    private static IEnumerable<string> JobsOf(Lineage lineage) =>
        lineage
            .Edges.Where(edge => edge.Verb == "was_generated_by")
            .Select(edge => edge.Object)
            .Concat(lineage.Edges.Where(edge => edge.Verb == "used").Select(edge => edge.Subject));

    private static void AddEdge(JsonObject document, LineageEdge edge, string subject, string target)
    {
        (string relation, string from, string to) = edge.Verb switch
        {
            "used" => ("used", "prov:activity", "prov:entity"),
            "was_generated_by" => ("wasGeneratedBy", "prov:entity", "prov:activity"),
            _ => ("wasDerivedFrom", "prov:generatedEntity", "prov:usedEntity"),
        };
        var attributes = new JsonObject
        {
            [from] = subject,
            [to] = target,
            ["souk:time"] = edge.Time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["souk:evidence"] = edge.Evidence,
            ["souk:confidence_ppm"] = edge.ConfidencePpm,
        };
        if (edge.Verb == "was_revision_of")
        {
            attributes["prov:type"] = new JsonObject { ["$"] = "prov:Revision", ["type"] = "prov:QUALIFIED_NAME" };
        }

        Add(document, relation, attributes);
    }

    private static JsonObject Describe(LineagePart part)
    {
        var attributes = new JsonObject();
        if (part.Name is not null)
        {
            attributes["prov:label"] = part.Name;
        }

        if (part.Kind is not null)
        {
            attributes["souk:kind"] = part.Kind;
        }

        return attributes;
    }

    /// <summary>PROV-JSON has no nested objects among attributes, but values with a type: this one is JSON in a string.
    /// </summary>
    private static JsonObject Describe(LineageReceipt receipt)
    {
        var parts = new JsonObject
        {
            ["role"] = receipt.Role,
            ["token"] = receipt.Token,
            ["decimals"] = receipt.Decimals,
            ["legs"] = receipt.Legs,
            ["amount"] = receipt.Amount.ToString(CultureInfo.InvariantCulture),
        };
        return new JsonObject { ["$"] = parts.ToJsonString(), ["type"] = "souk:receipt" };
    }

    private static void Add(JsonObject document, string relation, JsonObject attributes)
    {
        JsonObject section = Section(document, relation);
        section[string.Create(CultureInfo.InvariantCulture, $"_:{relation}{section.Count + 1}")] = attributes;
    }

    private static JsonObject Section(JsonObject document, string name)
    {
        if (document[name] is JsonObject section)
        {
            return section;
        }

        section = [];
        document[name] = section;
        return section;
    }
}
