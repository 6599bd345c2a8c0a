using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Assemblies;

/// <summary>A change by the timeline or a vote after which a part cannot go on.</summary>
/// <remarks>Trying again does not help; it is reported at the place of the change.</remarks>
internal sealed class MisfitException(ParameterChange change, Exception cause) : ArgumentException(cause.Message, cause)
{
    public ParameterChange Change { get; } = change;
}
