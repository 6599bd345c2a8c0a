using Souk.Simulation.Crews;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Engine;

/// <summary>What a rule is told when it runs.</summary>
/// <param name="Index">Counted from zero; 0 in <see cref="Phase.Start"/> as well.</param>
/// <param name="Random">The numbers of this run.</param>
/// <param name="Crew">Runs loops over agents on the threads of this run.</param>
public readonly record struct Step(int Index, RandomStream Random, Crew Crew);
