using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Rows of the revision log that plain loops make of labels and handouts.</summary>
internal static class RevisionRows
{
    /// <summary>Labels that another one of the same address replaced.</summary>
    public static IEnumerable<string> OfLabels(DrawnQuestion asked)
    {
        DrawnRow[] labels = [.. asked.Facts.Rows("party.declared_label")];
        foreach (DrawnRow old in labels.Where(label => label.Has("superseded_at")))
        {
            DrawnRow next = labels.Single(label =>
                ((byte[])label["address"]!).SequenceEqual((byte[])old["address"]!)
                && Equals(label["recorded_at"], old["superseded_at"])
            );
            yield return Line(
                "label",
                "0x" + Convert.ToHexStringLower((byte[])old["address"]!),
                Words(old),
                Words(next),
                old["source"],
                next["source"],
                old["recorded_at"],
                old["superseded_at"]
            );
        }

        static string Words(DrawnRow label) => $"{label["entity"]} {label["class"]} {label["confidence_ppm"]} ppm";
    }

    /// <summary>Walks through the answers to each question in the order of handouts, and tells of each that differs from the one
    /// before it.</summary>
    public static IEnumerable<string> OfHandouts(DrawnQuestion asked)
    {
        Dictionary<long, DrawnRow> handouts = asked
            .Facts.Rows("reference.handout")
            .ToDictionary(handout => handout.Long("handout_id"));
        var questions = asked
            .Facts.Rows("reference.handed_answer")
            .Where(answer => answer.System == asked.Market)
            .GroupBy(answer => (answer.Text("metric"), (DateTime)answer["as_of"]!, answer.Text("parties")));
        foreach (var question in questions)
        {
            string subject =
                $"{question.Key.Item1} as of {DrawnRow.Words(question.Key.Item2)}{(question.Key.Item3 == "entity" ? " by entity" : "")}";
            DrawnRow? before = null;
            (string Value, string Source, object? Since)? said = null;
            foreach (DrawnRow answer in question.OrderBy(one => one.Long("handout_id")))
            {
                DrawnRow handout = handouts[answer.Long("handout_id")];
                if (before is null || before.Text("digest") != answer.Text("digest"))
                {
                    string source =
                        $"{handout["kind"]} {handout["subject"]}; Souk {handout["program"]}{Changed(before, handout, handouts)}";
                    string value = $"{answer["row_count"]} rows, {answer.Text("digest")[..12]}";
                    if (said is { } old)
                    {
                        yield return Line(
                            "handed_answer",
                            subject,
                            old.Value,
                            value,
                            old.Source,
                            source,
                            old.Since,
                            handout["handed_out_at"]
                        );
                    }

                    said = (value, source, handout["handed_out_at"]);
                }

                before = answer;
            }
        }
    }

    private static string Changed(DrawnRow? before, DrawnRow handout, Dictionary<long, DrawnRow> handouts)
    {
        if (before is null)
        {
            return "";
        }

        DrawnRow earlier = handouts[before.Long("handout_id")];
        string[] parts = [.. new[] { "blocks", "files" }.Where(part => earlier.Text(part) != handout.Text(part))];
        return "; changed: " + (parts.Length == 0 ? "nothing that is recorded" : string.Join(", ", parts));
    }
}
