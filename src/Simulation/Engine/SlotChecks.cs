using Souk.Simulation.Slots;

namespace Souk.Simulation.Engine;

/// <summary>Finds reads that cannot be answered: of what nobody writes, or of another day than they say.</summary>
internal static class SlotChecks
{
    public static void Check(IReadOnlyList<Rule> rules, Touches[] touches, int rule, List<string> problems)
    {
        Phase phase = rules[rule].Phase;
        foreach ((Slot slot, TouchKind kind) in touches[rule].All)
        {
            Rule[] writers =
            [
                .. rules.Where(
                    (_, i) => i != rule && touches[i].Changes(slot) && !touches[i].Has(slot, TouchKind.Extend)
                ),
            ];
            bool isOwn = touches[rule].Has(slot, TouchKind.Write);
            string who = $"'{rules[rule].Name}'";
            if (kind is TouchKind.Write or TouchKind.Extend || isOwn)
            {
                continue;
            }

            if (!slot.IsInitialised && writers.Length == 0)
            {
                problems.Add($"{who} reads '{slot}', which nobody writes or initialises");
            }
            else if (kind is TouchKind.Read && phase != Phase.Sequential && IsTooEarly(slot, phase, writers))
            {
                problems.Add(
                    $"{who} reads today's '{slot}' in {Name(phase)}, but '{writers[0].Name}' writes it only in "
                        + $"{Name(writers[0].Phase)}: declare that it reads yesterday's"
                );
            }
            else if (
                kind is TouchKind.ReadYesterday
                && Array.Find(writers, writer => writer.Phase < phase && writer.Phase != Phase.Start) is { } early
            )
            {
                problems.Add(
                    $"{who} reads yesterday's '{slot}' in {Name(phase)}, but '{early.Name}' has overwritten it in {Name(early.Phase)}"
                );
            }
        }
    }

    // Written in every step, and always after the reader.
    private static bool IsTooEarly(Slot slot, Phase phase, Rule[] writers) =>
        writers.Length > 0 && writers.All(writer => writer.Phase > phase);

    private static string Name(Phase phase) => phase.ToString().ToLowerInvariant();
}
