using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.People;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Nodes;

/// <summary>What a catalogue of models is like on a day; by model where there are several.</summary>
/// <param name="Work">Units of work of an inference.</param>
internal sealed record ShelfHabit(
    double[] JobsPerDay,
    double[] Work,
    double[] PriceUsd,
    double Impatience,
    double RevisionHazard
);

/// <summary>`nodes.models`: a catalogue of language models that worker nodes deploy, and the inference jobs that ask for them.</summary>
internal sealed class ModelShelf : Component
{
    /// <summary>A node without a model, in the column of nodes.</summary>
    public const byte None = byte.MaxValue;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "nodes.models",
                "A catalogue of models: worker nodes deploy one each where work waits, and answer inference jobs with it.",
                "after Masa's worker nodes; ours, MODELLED (docs/people/nodes.md)",
                [
                    new("nodes", ParameterKind.Part, "Operators who deploy models and are paid by jobs.")
                    {
                        Words = ["people.operators"],
                        IsFixed = true,
                        Scale = PopulationScale.Shares,
                    },
                    new("models", ParameterKind.Text, "Names of the models.")
                    {
                        IsList = true,
                        Default = "phi-2, bakllava, llava, mistral",
                        Source = "named by Masa for its worker nodes",
                        IsFixed = true,
                    },
                    new("jobs_per_day", ParameterKind.Number, "Mean inference jobs a day, by model.")
                    {
                        IsList = true,
                        Max = 1e9,
                    },
                    new("work", ParameterKind.Number, "Units of work of an inference, by model.")
                    {
                        IsList = true,
                        Default = "1",
                        Min = 1e-9,
                        Max = 1e6,
                    },
                    new("price", ParameterKind.Usd, "Of an inference, by model.")
                    {
                        IsList = true,
                        Default = "0.01 USD",
                        Max = 1e6,
                    },
                    new("impatience", ParameterKind.Share, "Of jobs not done today, that leave.") { Default = "50 %" },
                    new("revision_hazard", ParameterKind.Share, "Probability per day that a node deploys anew.")
                    {
                        Default = "10 %",
                    },
                ]
            )
            {
                Formulas = ["impatience", "revision_hazard"],
                Publishes =
                [
                    new("deployed.MODEL", "nodes", "Nodes that have it.") { Scale = PopulationScale.Agents },
                    new("done.MODEL", "count", "Inference jobs since the start."),
                    new("waiting.MODEL", "count", "Jobs in its queue at the close."),
                    new("lost", "count", "Jobs that left since the start."),
                    new("deployments", "count", "Models deployed on nodes since the start.")
                    {
                        Scale = PopulationScale.Agents,
                    },
                    new("paid", "money", "Paid for jobs since the start."),
                ],
            },
            (assembly, part) => new ModelShelf(assembly, part)
        );

    private ModelShelf(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Models = [.. part.List("models").Select(value => value.Text)];
        if (Models.Length >= None)
        {
            throw new ArgumentException($"models has {Models.Length} names, and at most {None - 1} are possible");
        }

        Signal[] Each(string what) => [.. Models.Select(model => Model.Signal($"{Name}.{what}_{model}", 0))];
        (Deployed, Done, Waiting, Wanted) = (Each("deployed"), Each("done"), Each("waiting"), Each("wanted"));
        Lost = Model.Signal($"{Name}.lost", 0);
        Deployments = Model.Counter($"{Name}.deployments", 0);
        Paid = Model.Amount($"{Name}.paid", 0);
    }

    public string[] Models { get; }

    /// <summary>Nodes that have each model.</summary>
    public Signal[] Deployed { get; }

    public Signal[] Done { get; }

    public Signal[] Waiting { get; }

    /// <summary>Work that was asked for yesterday, by model: what nodes choose by.</summary>
    public Signal[] Wanted { get; }

    public Signal Lost { get; }

    public Counter Deployments { get; }

    public Amount Paid { get; }

    public override void Connect()
    {
        OperatorPeople nodes = (OperatorPeople)Other("nodes");
        Venue pool = (Venue)Assembly.Find(nodes.Part.Word("pool"))!;
        Assembly.NotePayment(nodes.Name);
        Column<byte> models = Model.Column<byte>(nodes.Agents, $"{Name}.model", None);
        Dial<ShelfHabit> habit = Dial(Read);
        Model.Add(new DeployRule(this, nodes, models, habit));
        Model.Add(new InferenceRule(this, nodes, models, habit, Held(pool.Money, nodes.Inlet), Ledger));
        for (int model = 0; model < Models.Length; model++)
        {
            Show($"deployed.{Models[model]}", Deployed[model]);
            Show($"done.{Models[model]}", Done[model]);
            Show($"waiting.{Models[model]}", Waiting[model]);
        }

        Show("lost", Lost);
        Show("deployments", Deployments);
        Show("paid", pool.Money, Paid);
    }

    private ShelfHabit Read(Part then) =>
        new(
            ByType.Of(then, "jobs_per_day", Models.Length),
            ByType.Of(then, "work", Models.Length),
            ByType.Of(then, "price", Models.Length),
            then.Number("impatience"),
            then.Number("revision_hazard")
        );
}
