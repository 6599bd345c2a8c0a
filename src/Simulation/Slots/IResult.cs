namespace Souk.Simulation.Slots;

/// <summary>A slot whose final value can be part of a digest.</summary>
internal interface IResult
{
    ReadOnlySpan<byte> Bytes { get; }
}
