namespace Souk.Dashboards.Answers;

/// <summary>Whether what runs now is worked out behind the readers' backs, so that none of them waits for it.</summary>
internal static class ReadingBehind
{
    private static readonly AsyncLocal<bool> s_isOn = new();

    public static bool IsOn => s_isOn.Value;

    /// <summary>For the rest of the caller's flow.</summary>
    public static void TurnOn() => s_isOn.Value = true;
}
