using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues;

/// <summary>Turns a scenario into a model that can run.</summary>
public static class BlueprintModel
{
    /// <summary>Builds the model, with the medians of uncertain parameters; <see cref="Blueprint.Draw(uint, uint)"/> first for others.</summary>
    /// <exception cref="ScenarioException">Everything that prevents a run, each at its place in its file.</exception>
    public static Model Build(Blueprint blueprint) => Assemble(blueprint).Model;

    /// <inheritdoc cref="Build"/>
    internal static ModelAssembly Assemble(Blueprint blueprint)
    {
        List<ScenarioError> errors = [];
        ModelAssembly assembly = new(blueprint, errors);
        Votes.Prepare(assembly);
        foreach (Part part in blueprint.Parts)
        {
            CatalogueEntry entry = Catalogue.All.First(one => one.Kind.Name == part.Kind.Name);
            Try(assembly, part, () => assembly.Add(entry.Open(assembly, part)));
        }

        ThrowIfAny(errors);
        foreach (Component component in assembly.Components)
        {
            Try(assembly, component.Part, component.Connect);
            CheckChanges(assembly, component);
        }

        ThrowIfAny(errors);
        OpeningBalances.AddTo(assembly);
        BlueprintMetrics.AddTo(assembly);
        CheckPayers(assembly);
        ThrowIfAny(errors);
        CheckSchedule(assembly);
        return assembly;
    }

    private static void Try(ModelAssembly assembly, Part part, Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is ArgumentException or OverflowException)
        {
            // A mechanism names the parameter it was given; the part's own name for it leads to the line.
            string message = failure is ArgumentException { ParamName: { } name }
                ? failure.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal).Split('\n')[0].Trim()
                : failure.Message;
            string first = message.Split(' ')[0];
            assembly.Fail(part, part.Settings.ContainsKey(first) ? first : null, message);
        }
    }

    private static void CheckChanges(ModelAssembly assembly, Component component)
    {
        foreach (ParameterChange change in component.Live.Changes.Where(change => change.Setting.Spec.IsFixed))
        {
            Origin at = change.Setting.Origin;
            IEnumerable<string> others = component
                .Part.Kind.Parameters.Where(spec => !spec.IsFixed)
                .Select(spec => spec.Name);
            assembly.Errors.Add(
                new(
                    change.Path,
                    $"says how a run starts and cannot change later; of {component.Name} can change: {string.Join(", ", others)}",
                    at.Line,
                    at.Column
                )
                {
                    File = at.File,
                }
            );
        }
    }

    private static void CheckPayers(ModelAssembly assembly)
    {
        foreach (Component component in assembly.Components.Where(one => one.NeedsPayer && !assembly.IsPaid(one.Name)))
        {
            assembly.Fail(component.Part, null, "nobody pays into it: name it where another part says who is paid");
        }
    }

    private static void CheckSchedule(ModelAssembly assembly)
    {
        try
        {
            _ = new Schedule(assembly.Model);
        }
        catch (ModelException problem)
        {
            throw new ScenarioException(new ScenarioError("parts", problem.Message));
        }
    }

    private static void ThrowIfAny(List<ScenarioError> errors)
    {
        if (errors.Count > 0)
        {
            throw new ScenarioException(errors);
        }
    }
}
