using System.Reflection;
using Souk.Kernel.Magics;

namespace Souk.Kernel.Sessions;

/// <summary>What a host puts into its kernel.</summary>
public sealed record KernelOptions
{
    /// <summary>Stamps messages.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Libraries that cells may use without <c>#r</c>.</summary>
    public IReadOnlyList<Assembly> Libraries { get; init; } = [];

    /// <summary>Namespaces, and types whose static members have no prefix, that cells see without <c>using</c>.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];

    /// <summary>What stands behind <c>#!name</c>, such as <c>sql</c>.</summary>
    public IReadOnlyDictionary<string, Magic> Magics { get; init; } = new Dictionary<string, Magic>();

    /// <summary>Gets a line for each message that cannot be used.</summary>
    public Action<string> Log { get; init; } = _ => { };
}
