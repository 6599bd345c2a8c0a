using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Souk.Indexer.Mapping;

namespace Souk.Indexer.Manifests;

/// <summary>Tells whether logs would be decoded or mapped differently than before. Formatting, comments between
/// statements, titles and deployments do not count.</summary>
public static class ManifestHash
{
    /// <summary>Counts up when the columns that all event tables have change: 2 since they have time and transaction.
    /// </summary>
    private const int Layout = 2;

    /// <summary>Over kinds, events, intervals, filters, values and factories; 64 lower-case hex digits.</summary>
    public static string OfDecoding(Manifest manifest)
    {
        var text = new StringBuilder($"layout {Layout}\n");
        foreach (ContractKind kind in manifest.Kinds)
        {
            string from = kind.FromBlock?.ToString(CultureInfo.InvariantCulture) ?? "";
            text.Append(CultureInfo.InvariantCulture, $"kind {kind.Name} {kind.IsFiltered} {from}\n");
            foreach (EventRule rule in kind.Rules)
            {
                text.Append(CultureInfo.InvariantCulture, $"event {rule.Signature.FullText} {Shown(rule)}\n");
            }

            foreach (ValueCall call in kind.Values)
            {
                text.Append(CultureInfo.InvariantCulture, $"value {call.FullText}\n");
            }

            foreach (FactoryRule rule in kind.Factories)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"factory {rule.Contract} {rule.Event.FullText} {Shown(rule.Rule)} {rule.ParameterIndex}\n"
                );
            }
        }

        return HashOf(text);
    }

    /// <summary>Over the mapping's statements in order, and which events move value; 64 lower-case hex digits.</summary>
    public static string OfMapping(Manifest manifest)
    {
        var text = new StringBuilder();
        foreach (MappingStatement statement in manifest.Mappings.SelectMany(mapping => mapping.Statements))
        {
            text.Append(statement.Sql.ReplaceLineEndings("\n")).Append(";\n");
        }

        foreach (ContractKind kind in manifest.Kinds)
        {
            foreach (EventRule rule in kind.Rules.Where(rule => rule.Moves.Count > 0))
            {
                string places = string.Join(' ', rule.Moves);
                text.Append(CultureInfo.InvariantCulture, $"moves {kind.Name} {rule.Signature.FullText} {places}\n");
            }
        }

        return HashOf(text);
    }

    private static string Shown(EventRule rule) => string.Join(' ', rule.Valid);

    private static string HashOf(StringBuilder text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
}
