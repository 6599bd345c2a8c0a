using Souk.Simulation.Slots;

namespace Souk.Simulation.Engine;

/// <summary>The rules of one phase and which must come before which, each for a slot's sake.</summary>
internal sealed class RuleGraph(IReadOnlyList<int> rules)
{
    private readonly Dictionary<(int Before, int Later), string> _reasons = [];

    public void Order(int before, int later, Slot slot) => Order(before, later, slot.Name);

    public void Order(int before, int later, string reason)
    {
        if (before != later)
        {
            _reasons.TryAdd((before, later), reason);
        }
    }

    public bool IsBefore(int first, int second)
    {
        HashSet<int> seen = [first];
        Queue<int> open = new(seen);
        while (open.TryDequeue(out int rule))
        {
            foreach (int next in After(rule))
            {
                if (next == second)
                {
                    return true;
                }

                if (seen.Add(next))
                {
                    open.Enqueue(next);
                }
            }
        }

        return false;
    }

    /// <summary>Rules such that everyone comes after its predecessors; among equals, as they were added.</summary>
    /// <returns>Fewer than all rules where some form a cycle.</returns>
    public List<int> Sorted()
    {
        List<int> sorted = [];
        List<int> left = [.. rules];
        while (left.FindIndex(rule => !left.Exists(other => _reasons.ContainsKey((other, rule)))) is var at and >= 0)
        {
            sorted.Add(left[at]);
            left.RemoveAt(at);
        }

        return sorted;
    }

    /// <summary>One of the cycles, with the slots that close it.</summary>
    public string Cycle(Func<int, string> nameOf)
    {
        HashSet<int> sorted = [.. Sorted()];
        List<int> path = [rules.First(rule => !sorted.Contains(rule))];
        while (true)
        {
            // Backwards: every rule left has a predecessor among those left.
            int before = rules.First(rule => !sorted.Contains(rule) && _reasons.ContainsKey((rule, path[^1])));
            int start = path.IndexOf(before);
            path.Add(before);
            if (start >= 0)
            {
                path.RemoveRange(0, start);
                break;
            }
        }

        path.Reverse();
        IEnumerable<string> steps = path.Zip(path.Skip(1), (a, b) => $" -({_reasons[(a, b)]})-> {nameOf(b)}");
        return nameOf(path[0]) + string.Concat(steps);
    }

    private IEnumerable<int> After(int rule) => rules.Where(later => _reasons.ContainsKey((rule, later)));
}
