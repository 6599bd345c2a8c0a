namespace Souk.Kernel.Wire;

/// <summary>One frame of ZMTP 3: a part of a message, or a command between the two ends.</summary>
/// <param name="Kind">More parts of the same message follow, or this is a command.</param>
internal readonly record struct Frame(FrameKinds Kind, byte[] Body)
{
    public bool IsCommand => Kind.HasFlag(FrameKinds.Command);

    public bool HasMore => Kind.HasFlag(FrameKinds.More);
}

/// <summary>The flags octet (RFC 23/ZMTP, "Framing").</summary>
[Flags]
internal enum FrameKinds : byte
{
    Last = 0,
    More = 1,
    Long = 2,
    Command = 4,
}
