using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Governance;
using Souk.Simulation.Catalogues.Pools;
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
        bool isReference = CheckReference(blueprint, errors);
        ThrowIfAny(errors);
        ModelAssembly assembly = new(blueprint, errors, isReference);
        Votes.Prepare(assembly);
        foreach (Part part in blueprint.Parts)
        {
            Try(assembly, part, () => assembly.Add(EntryOf(part).Open(assembly, part)));
        }

        ThrowIfAny(errors);
        foreach (Component component in assembly.Components)
        {
            assembly.Connecting = component;
            Try(assembly, component.Part, component.Connect);
            CheckChanges(assembly, component);
        }

        ThrowIfAny(errors);
        foreach (Component component in assembly.Components)
        {
            assembly.Connecting = component;
            Try(assembly, component.Part, component.Resolve);
        }

        foreach (Component component in assembly.Components)
        {
            assembly.Connecting = component;
            Try(assembly, component.Part, component.BindFormulas);
        }

        assembly.Connecting = null;
        ThrowIfAny(errors);
        BondingCurvePart.CheckSupplies(assembly);
        OpeningBalances.AddTo(assembly);
        BlueprintMetrics.AddTo(assembly);
        CheckPayers(assembly);
        ThrowIfAny(errors);
        CheckSchedule(assembly);
        return assembly;
    }

    private static CatalogueEntry EntryOf(Part part) => Catalogue.All.First(one => one.Kind.Name == part.Kind.Name);

    // A model of doubles conserves nothing, so it cannot share tokens with parts that do.
    private static bool CheckReference(Blueprint blueprint, List<ScenarioError> errors)
    {
        if (blueprint.Parts.FirstOrDefault(part => EntryOf(part).IsFloatingPointReference) is not { } reference)
        {
            return false;
        }

        if (blueprint.Parts.Count > 1 || blueprint.Tokens.Count > 0)
        {
            string message =
                $"{reference.Kind.Name} is a floating-point model of its own: take out the other parts and the tokens";
            errors.Add(
                new(reference.Name, message, reference.Origin.Line, reference.Origin.Column)
                {
                    File = reference.Origin.File,
                }
            );
        }

        return true;
    }

    private static void Try(ModelAssembly assembly, Part part, Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is ArgumentException or OverflowException)
        {
            BuildFailure.Report(assembly, part, failure);
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
        catch (ModelException failure)
        {
            throw new ScenarioException([.. failure.Problems.Select(problem => ScheduleFailure.Of(assembly, problem))]);
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
