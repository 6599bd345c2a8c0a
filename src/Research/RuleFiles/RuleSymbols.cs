using Microsoft.CodeAnalysis;

namespace Souk.Research.RuleFiles;

/// <summary>Which types and members a rule may name. What is not on the list is refused, whatever it is.</summary>
internal static class RuleSymbols
{
    private static readonly HashSet<string> s_system =
    [
        .. "Object ValueType Enum Void Boolean Char String Byte SByte Int16 UInt16 Int32 UInt32 Int64 UInt64 Int128".Split(
            ' '
        ),
        .. "UInt128 Single Double Decimal Math Span ReadOnlySpan Nullable ValueTuple Array Index Range".Split(' '),
        .. "Exception ArgumentException InvalidOperationException IEquatable IComparable IFormattable".Split(' '),
    ];

    private static readonly HashSet<string> s_souk =
    [
        .. "ScenarioRule RuleNames Reading Touches Step Phase Slot Scalar Signal Amount Counter Holdings Token".Split(
            ' '
        ),
        .. "AccountGroup AccountRange AccountKind RandomStream RandomBlock DrawKind DrawSequence".Split(' '),
        .. "DeterministicMath Distribution Share".Split(' '),
    ];

    // Exact by IEEE 754; the platform's exp, log, pow and sine differ between machines.
    private static readonly HashSet<string> s_exactMath =
    [
        .. "Abs Min Max Clamp Floor Ceiling Round Truncate Sqrt Sign DivRem BigMul CopySign PI E".Split(' '),
    ];

    private static readonly HashSet<string> s_inexact =
    [
        .. "Exp Exp2 Exp10 ExpM1 Log Log2 Log10 LogP1 Pow Cbrt RootN Hypot Sin Cos Tan Sinh Cosh Tanh Asin Acos".Split(
            ' '
        ),
        .. "Atan Atan2 SinCos ReciprocalEstimate ReciprocalSqrtEstimate MultiplyAddEstimate".Split(' '),
    ];

    /// <summary>Why a rule may not name a type; null where it may.</summary>
    public static string? Refusal(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol array => Refusal(array.ElementType),
            ITypeParameterSymbol or IErrorTypeSymbol => null,
            INamedTypeSymbol named => RefusalOf(named),
            _ => $"'{type}' is not for rules",
        };

    /// <summary>Why a rule may not use a member of a type that it may name.</summary>
    public static string? MemberRefusal(ISymbol member)
    {
        string type = member.ContainingType?.Name ?? "";
        bool isInexact =
            (type == "Math" && !s_exactMath.Contains(member.Name))
            || (type is "Double" or "Single" && s_inexact.Contains(member.Name));
        return isInexact
                ? $"'{type}.{member.Name}' is not for rules: its last bits differ between machines; use DeterministicMath"
            : member.Name == "GetHashCode" ? "'GetHashCode' is not for rules: that of a text differs from run to run"
            : null;
    }

    private static string? RefusalOf(INamedTypeSymbol type)
    {
        string space = type.ContainingNamespace?.ToDisplayString() ?? "";
        bool isListed =
            type.Locations.Any(location => location.IsInSource)
            || (space == "System" && s_system.Contains(type.Name))
            || (space.StartsWith("Souk.Simulation", StringComparison.Ordinal) && s_souk.Contains(type.Name));
        return isListed
            ? type.TypeArguments.Select(Refusal).FirstOrDefault(reason => reason is not null)
            : $"'{type.ToDisplayString()}' is not for rules: {Reason(space, type.Name)}";
    }

    private static string Reason(string space, string name) =>
        (space, name) switch
        {
            ("System", "DateTime" or "DateTimeOffset" or "TimeProvider" or "Environment" or "TimeZoneInfo") =>
                "time is the step",
            ("System.Diagnostics", _) => "time is the step",
            ("System", "Random" or "Guid") => "luck is step.Random",
            ("System.IO", _) or ("System", "Console") => "a rule reads quantities and writes slots, no files",
            _ when space.StartsWith("System.Threading", StringComparison.Ordinal) || name == "Crew" =>
                "a rule runs on one thread",
            _ => "it is not on the list in docs/OWN-RULES.md",
        };
}
