using System.CommandLine;
using Souk.Cli.Operations;
using Souk.Cli.Screens;

namespace Souk.Cli.Verbs;

/// <summary>The options of `souk index` for those who keep it running.</summary>
internal sealed class WatchSettings
{
    private const int PortMax = 65535;

    private readonly Option<int?> _statusPort = new("--status-port")
    {
        Description =
            "Answer /health/live, /health/ready, /status and /metrics (Prometheus) on this loopback port; 0 takes a free one.",
        HelpName = "P",
    };

    private readonly Option<Uri?> _otlp = new("--otlp")
    {
        Description = "Send traces and measurements to this collector, by OTLP over HTTP.",
        HelpName = "URL",
        CustomParser = result =>
        {
            if (
                Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"
            )
            {
                return url;
            }

            result.AddError("--otlp is not a URL such as http://127.0.0.1:4318.");
            return null;
        },
    };

    private readonly Option<bool> _logJson = new("--log-json")
    {
        Description = "Write each step as a line of JSON on stderr instead of progress.",
    };

    public void AddTo(Command command)
    {
        command.Add(_statusPort);
        command.Add(_otlp);
        command.Add(_logJson);
    }

    public WatchPlan PlanIn(ParseResult parsed) =>
        new(ParsePort(parsed.GetValue(_statusPort)), parsed.GetValue(_otlp), parsed.GetValue(_logJson));

    /// <summary>Progress and a log of lines do not share stderr.</summary>
    public ProgressScreen ScreenFor(ParseResult parsed) =>
        parsed.GetValue(_logJson) ? new ProgressScreen(ProgressMode.None) : ProgressScreen.From(parsed);

    private static int? ParsePort(int? port) =>
        port is null or (>= 0 and <= PortMax)
            ? port
            : throw new InvalidInputException($"--status-port {port} is not between 0 and {PortMax}.");
}
