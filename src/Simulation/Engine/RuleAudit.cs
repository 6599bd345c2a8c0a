using Souk.Simulation.Crews;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Engine;

/// <summary>Runs a model step by step and finds rules that do not keep to what they declared.</summary>
/// <remarks>
/// Writes: no slot changes that a rule did not declare. Reads: the rule runs once more from the same state with every
/// slot disturbed that it did not declare to read, and must write the same. A read that matters to no result in any of
/// these steps stays unseen, and so do reads of rules that have a memory of their own and the former value of a slot
/// that a rule adds to. Costs about three copies of all state per rule and step.
/// </remarks>
public sealed class RuleAudit
{
    private readonly Schedule _schedule;
    private readonly Model _model;
    private readonly Slot[] _slots;
    private readonly IReadOnlySet<string>? _rules;
    private readonly SortedSet<string> _findings = new(StringComparer.Ordinal);

    private RuleAudit(Model model, IReadOnlySet<string>? rules)
    {
        _rules = rules;
        _model = model;
        _schedule = new Schedule(model);
        _slots = [.. model.Slots, .. Unnamed(model)];
    }

    /// <summary>Audits the start and the first steps of a run.</summary>
    /// <returns>What rules did without declaring it, one sentence each; empty where all kept to their declarations.</returns>
    /// <param name="rules">Names of the rules to audit; null for all. The others only run.</param>
    public static IReadOnlyCollection<string> Of(
        Model model,
        int steps,
        uint seed = 1,
        uint replicate = 0,
        IReadOnlySet<string>? rules = null
    )
    {
        RuleAudit audit = new(model, rules);
        using Crew crew = new();
        RandomStream random = new(seed, replicate);
        model.Reset();
        audit.Play(audit._schedule.Start, new Step(0, random, crew));
        for (int step = 0; step < steps; step++)
        {
            audit.Play(audit._schedule.Step, new Step(step, random, crew));
        }

        return audit._findings;
    }

    // Balances that no rule asked for must not change either.
    private static IEnumerable<Slot> Unnamed(Model model) =>
        from token in model.Ledger.Tokens
        from AccountGroup account in model.Ledger.Chart.Groups
        where !model.Slots.Any(slot => slot is Holdings held && held.Token == token && held.Group == account)
        select new Holdings(model.Ledger, token, account);

    private void Play(IReadOnlyList<int> rules, Step step)
    {
        foreach (int index in rules)
        {
            Rule rule = _model.Rules[index];
            if (_rules is null || _rules.Contains(rule.Name))
            {
                Audit(rule, _schedule.TouchesOf(index), step);
            }
            else
            {
                rule.Run(step);
            }
        }
    }

    private void Audit(Rule rule, Touches touches, Step step)
    {
        object[] before = Save();
        rule.Run(step);
        object[] after = Save();
        foreach ((Slot slot, object saved) in _slots.Zip(before))
        {
            if (slot.Differs(saved) && !touches.Changes(slot))
            {
                _findings.Add($"'{rule.Name}' changes '{slot}' without declaring it");
            }
        }

        if (rule.HasMemory)
        {
            return;
        }

        Slot[] unread = [.. _slots.Where(slot => !IsRead(touches, slot))];
        if (!GivesTheSame(rule, touches, step, before, after, unread))
        {
            IEnumerable<Slot> read = unread.Where(slot => !GivesTheSame(rule, touches, step, before, after, [slot]));
            string names = string.Join("', '", read.Select(slot => slot.Name));
            _findings.Add($"'{rule.Name}' depends on '{names}' without declaring that it reads it");
        }

        Restore(after);
    }

    private static bool IsRead(Touches touches, Slot slot) =>
        touches.Has(slot, TouchKind.Read, TouchKind.ReadYesterday, TouchKind.Update, TouchKind.Add, TouchKind.Extend);

    private bool GivesTheSame(
        Rule rule,
        Touches touches,
        Step step,
        object[] before,
        object[] after,
        ReadOnlySpan<Slot> disturbed
    )
    {
        Restore(before);
        foreach (Slot slot in disturbed)
        {
            slot.Disturb();
        }

        try
        {
            rule.Run(step);
        }
        catch (Exception failure)
            when (failure is ArgumentException or InvalidOperationException or ArithmeticException)
        {
            // It ran before, so what made it fail is what was disturbed.
            return false;
        }

        return _slots.Zip(after).All(slot => !touches.Changes(slot.First) || !slot.First.Differs(slot.Second));
    }

    private object[] Save() => [.. _slots.Select(slot => slot.Save())];

    private void Restore(object[] saved)
    {
        foreach ((Slot slot, object value) in _slots.Zip(saved))
        {
            slot.Restore(value);
        }
    }
}
