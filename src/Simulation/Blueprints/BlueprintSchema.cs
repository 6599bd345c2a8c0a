using System.Text.Json.Nodes;

namespace Souk.Simulation.Blueprints;

/// <summary>The JSON schema of scenario files, from which editors complete names and explain them.</summary>
public static class BlueprintSchema
{
    public static JsonObject Of(IReadOnlyList<PartKind> kinds) =>
        new()
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Souk scenario",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["title"] = Text("One line for people."),
                ["question"] = Text("What the scenario is meant to answer."),
                ["story"] = Text("What it is about, in a few sentences."),
                ["headline"] = Text("Keys of the metrics that answer the question, separated by commas."),
                ["base"] = Text("The scenario over which this one lies; what is not said here is said there."),
                ["start"] = Text("Day 0, such as 2024-04-11."),
                ["horizon"] = Text("How long, such as 3 years."),
                ["tokens"] = Map(Token()),
                ["parts"] = Map(AnyPart(kinds)),
                ["set"] = new JsonObject
                {
                    ["type"] = "object",
                    ["description"] =
                        "Changes by path, such as `fees.burn_share: 50 %` or `vesting.*.cliff: +6 months`.",
                },
                ["timeline"] = new JsonObject { ["type"] = "array", ["items"] = Event() },
                ["facts"] = new JsonObject { ["type"] = "array", ["items"] = FactItem() },
                ["weights"] = new JsonObject
                {
                    ["type"] = "object",
                    ["description"] = "By part, how many people or firms one of its agents stands for.",
                },
            },
        };

    private static JsonObject AnyPart(IReadOnlyList<PartKind> kinds)
    {
        JsonArray names = [.. kinds.Select(kind => (JsonNode)kind.Name)];
        JsonArray byKind = [.. kinds.Select(PartOf)];
        return new JsonObject
        {
            ["if"] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray("kind") },
            ["then"] = new JsonObject
            {
                ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["enum"] = names } },
                ["allOf"] = byKind,
            },
        };
    }

    private static JsonNode PartOf(PartKind kind)
    {
        JsonObject properties = new() { ["kind"] = Text(kind.Meaning) };
        foreach (ParameterSpec spec in kind.Parameters)
        {
            properties[spec.Name] = Parameter(spec);
        }

        return new JsonObject
        {
            ["if"] = new JsonObject
            {
                ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["const"] = kind.Name } },
            },
            ["then"] = new JsonObject { ["additionalProperties"] = false, ["properties"] = properties },
        };
    }

    private static JsonObject Parameter(ParameterSpec spec)
    {
        string fallback = spec.DefaultText is { Length: > 0 } text ? $" Default {text} ({spec.Source})." : "";
        JsonObject one = new()
        {
            ["description"] = $"{spec.Meaning}{fallback} For example {spec.Example}.",
            ["type"] = spec.IsList
                ? new JsonArray("array", "string", "number")
                : new JsonArray("string", "number", "boolean"),
        };
        if (spec.Kind == ParameterKind.Word && !spec.IsList)
        {
            one["enum"] = new JsonArray([.. spec.Words.Select(word => (JsonNode)word)]);
        }

        return one;
    }

    private static JsonObject Token() =>
        new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["decimals"] = new JsonObject
                {
                    ["type"] = "integer",
                    ["minimum"] = 0,
                    ["maximum"] = 18,
                },
                ["supply_max"] = Text("Never exceeded, such as 1.2B MASA."),
            },
        };

    private static JsonObject Event() =>
        new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray("at"),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["at"] = Text("A date, or a time after the start such as 6 months."),
                ["note"] = Text("For people."),
                ["set"] = new JsonObject { ["type"] = "object" },
            },
        };

    private static JsonObject FactItem() =>
        new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray("of"),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["exact"] = Text("Source: code, a deployed contract, the project's own document."),
                ["reported"] = Text("Source: the press, an exchange, a third party."),
                ["assumed"] = Text("Why it had to be assumed."),
                ["of"] = new JsonObject
                {
                    ["type"] = new JsonArray("array", "string"),
                    ["description"] =
                        "Paths or patterns: `fees.burn_share`, `tokens.TKN.supply_max`, `start`, `*.lock`.",
                },
            },
        };

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonObject Map(JsonObject of) => new() { ["type"] = "object", ["additionalProperties"] = of };
}
