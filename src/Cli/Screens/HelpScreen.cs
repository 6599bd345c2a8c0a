using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Souk.Cli.Screens;

/// <summary>The help of a verb, in which words that one chooses from, and which of them is the default, stand as one types them, and
/// what is below it in a sentence each.</summary>
/// <remarks>The library shows words as the enumeration names them, such as Address for address, and all that is said of each verb
/// below: some three hundred lines before the first example.</remarks>
internal sealed partial class HelpScreen(HelpAction shown) : SynchronousCommandLineAction
{
    /// <summary>What the program is for, and how one begins.</summary>
    public const string Introduction = """
        Souk: where do an AI-data marketplace's money and data come from, and where is its token going?

        Examples:
          souk demo                                                         the whole loop on a chain of its own, served on loopback
          souk open sample                                                  the pages of the warehouse that ships
          souk simulate masa-like --set fees.burn_share=30% --runs 100      what if we burn 30 %?
          souk metrics get supply --db sample --market masa                 a number with its formula and its rows
          souk index data/manifests/masa.yaml --rpc 1=URL --db masa.duckdb  follow a chain
        """;

    [GeneratedRegex(@"\[default:\s+(\w+)\]")]
    private static partial Regex Default { get; }

    [GeneratedRegex(@"^.*?(?:[.?!](?=\s|$)|(?=\n\n)|$)", RegexOptions.Singleline)]
    private static partial Regex FirstSentence { get; }

    /// <summary>Takes the place of the library's own help.</summary>
    public static void AddTo(RootCommand root)
    {
        if (root.Options.OfType<HelpOption>().FirstOrDefault() is { Action: HelpAction shown } help)
        {
            help.Action = new HelpScreen(shown);
        }
    }

    /// <summary>Who asks for help need not give what a verb requires.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        HashSet<string> words = [];
        foreach (Option option in parseResult.CommandResult.Command.Options)
        {
            if ((Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType) is { IsEnum: true } choice)
            {
                words.UnionWith(Enum.GetNames(choice));
                option.HelpName ??= string.Join('|', Enum.GetNames(choice)).ToLowerInvariant();
            }
        }

        Command[] below = [.. parseResult.CommandResult.Command.Subcommands.Where(verb => !verb.Hidden)];
        string?[] said = [.. below.Select(verb => verb.Description)];
        foreach (Command verb in below)
        {
            verb.Description = FirstSentence.Match(verb.Description ?? "").Value;
        }

        InvocationConfiguration configuration = parseResult.InvocationConfiguration;
        TextWriter output = configuration.Output;
        using StringWriter text = new();
        configuration.Output = text;
        int code;
        try
        {
            code = shown.Invoke(parseResult);
        }
        finally
        {
            configuration.Output = output;
            foreach ((Command verb, string? whole) in below.Zip(said))
            {
                verb.Description = whole;
            }
        }

        output.Write(
            Default.Replace(
                text.ToString(),
                found => words.Contains(found.Groups[1].Value) ? found.Value.ToLowerInvariant() : found.Value
            )
        );
        if (below.Length > 0)
        {
            output.WriteLine($"All that one does, with examples: {WordsOf(parseResult.CommandResult)} COMMAND --help");
        }

        return code;
    }

    /// <summary>The command as one types it, without its arguments.</summary>
    public static string WordsOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{WordsOf(parent)} {command.Command.Name}" : "souk";
}
