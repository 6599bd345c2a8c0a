using System.CommandLine;
using Souk.Cli;
using Souk.Cli.Verbs;

RootCommand root = new(
    "Souk: where do an AI-data marketplace's money and data come from, and where is its token going?"
)
{
    ArchiveVerb.Create(),
    DemoVerb.Create(),
    DescribeVerb.Create(),
    DocumentsVerb.Create(),
    ImportVerb.Create(),
    IndexVerb.Create(),
    KernelVerb.Create(),
    RedecodeVerb.Create(),
    NotebookVerb.Create(),
    PackVerb.CreatePack(),
    PackVerb.CreateUnpack(),
    QuarantineVerb.Create(),
    SampleVerb.Create(),
    SampleVerb.CreateOpen(),
    MetricsVerb.Create(),
    ScenarioVerb.Create(),
    SimulateVerb.Create(),
    ServeVerb.Create(),
    SqlVerb.Create(),
    SqlVerb.CreateChild(),
    StatementVerb.Create(),
    TraceVerb.Create(),
    SchemaVerb.Create(),
    VerifyVerb.Create(),
};
return await CommandRunner.RunAsync(root, args);
