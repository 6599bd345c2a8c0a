using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Souk.Kernel.Scripts;

/// <summary>An exception as people read it: what, and the lines of cells that it came through.</summary>
internal static partial class Traceback
{
    private const int FrameCountMax = 50;

    // Machinery between the lines of a cell.
    private static readonly string[] _hidden =
    [
        "System.Runtime.CompilerServices.",
        "System.Runtime.ExceptionServices.",
        "System.Runtime.ControlledExecution",
        "System.Threading.Tasks.",
        "System.Threading.ExecutionContext",
        "System.Threading.Thread",
        "Souk.Kernel.",
    ];

    [GeneratedRegex("<(?<name>[^<>|]+)>[a-z]__")]
    private static partial Regex Generated { get; }

    /// <summary>The exception that a cell threw, out of the wrappings of tasks and reflection.</summary>
    public static Exception Unwrap(Exception exception) =>
        exception switch
        {
            AggregateException { InnerExceptions: [var only] } => Unwrap(only),
            TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
            _ => exception,
        };

    public static IReadOnlyList<string> Of(Exception exception)
    {
        List<string> lines = [];
        string prefix = "";
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            lines.Add($"{prefix}{cause.GetType()}: {cause.Message}");
            lines.AddRange(Frames(cause).Take(FrameCountMax));
            prefix = "Caused by ";
        }

        return lines;
    }

    private static IEnumerable<string> Frames(Exception exception)
    {
        foreach (StackFrame frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetMethod() is not { } method)
            {
                continue;
            }

            string type = method.DeclaringType?.FullName ?? "";
            if (IsOfCell(type))
            {
                string place =
                    frame.GetFileLineNumber() > 0
                        ? $"{frame.GetFileName()}, line {frame.GetFileLineNumber()}"
                        : "a cell";
                yield return $"   at {NameInCell(type, method.Name)} in {place}";
            }
            else if (!_hidden.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal)))
            {
                yield return $"   at {type.Replace('+', '.')}.{method.Name}";
            }
        }
    }

    private static bool IsOfCell(string type) => type.StartsWith("Submission#", StringComparison.Ordinal);

    // Async methods, lambdas and local functions are compiled into types and methods with other names.
    private static string NameInCell(string type, string method)
    {
        string full = $"{type}.{method}";
        string nested = type.Contains('+') ? type[(type.IndexOf('+') + 1)..].Replace('+', '.') : "";
        if (full.Contains("<Initialize>", StringComparison.Ordinal))
        {
            return full.Contains(">b__", StringComparison.Ordinal) ? "a lambda" : "the cell";
        }

        return Generated.Match(full) is { Success: true } match ? match.Groups["name"].Value
            : nested.Length > 0 ? $"{nested}.{method}"
            : method;
    }
}
