using System.Globalization;
using System.Text;
using Souk.Warehouse.Traces;

namespace Souk.Cli.Screens;

/// <summary>A lineage for people, and as plain JSON.</summary>
internal static class LineageScreen
{
    public static string Describe(Lineage lineage)
    {
        var text = new StringBuilder(
            $"{lineage.Asset}: upstream {lineage.Parts.Count - 1}, edges {lineage.Edges.Count}"
        );
        foreach (LineagePart part in lineage.Parts)
        {
            string name = part.Name is null ? "" : $" ({part.Kind} {TokenText.Shown(part.Name)})";
            text.Append(CultureInfo.InvariantCulture, $"\n\n{part.Depth} {TokenText.Shown(part.Asset)}{name}");
            foreach (LineageParty party in part.Parties)
            {
                text.Append("\n  ").Append(party.Address).Append(' ');
                text.Append(party.Roles.Length == 0 ? "was paid" : party.Roles);
                text.Append(party.Receipts.Count == 0 ? ": nothing received" : "");
                foreach (LineageReceipt got in party.Receipts)
                {
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"\n    {got.Role} {TokenText.Whole(got.Amount, got.Decimals)} {TokenText.Shown(got.Token)} in {got.Legs:N0} payments"
                    );
                }
            }
        }

        return text.Append(lineage.IsCut ? "\n\n… more lies upstream; see --depth" : "").ToString();
    }

    /// <summary>Amounts as strings of base units.</summary>
    public static object Plain(Lineage lineage) =>
        new
        {
            lineage.Asset,
            lineage.IsCut,
            Parts = lineage.Parts.Select(part => new
            {
                part.Depth,
                part.Asset,
                part.Kind,
                part.Name,
                Parties = part.Parties.Select(party => new
                {
                    party.Address,
                    party.Roles,
                    Receipts = party.Receipts.Select(got => new
                    {
                        got.Role,
                        got.Token,
                        got.Decimals,
                        got.Legs,
                        Amount = got.Amount.ToString(CultureInfo.InvariantCulture),
                    }),
                }),
            }),
            lineage.Edges,
        };
}
