using System.CommandLine;
using Souk.Cli;
using Souk.Cli.Verbs;

RootCommand root = new(
    "Souk: where do an AI-data marketplace's money and data come from, and where is its token going?"
)
{
    AdversaryVerb.Create(),
    ArchiveVerb.Create(),
    BacktestVerb.Create(),
    BackupVerb.Create(),
    BackupVerb.CreateRestore(),
    CalibrateVerb.Create(),
    ClaimsVerb.Create(),
    ColdStartVerb.Create(),
    CounterfactualVerb.Create(),
    DemoVerb.Create(),
    DescribeVerb.Create(),
    DocumentsVerb.Create(),
    EnsembleVerb.Create(),
    ExportVerb.Create(),
    ForecastVerb.Create(),
    ImportVerb.Create(),
    IndexVerb.Create(),
    KernelVerb.Create(),
    KeysVerb.Create(),
    MetricsVerb.Create(),
    NotebookVerb.Create(),
    OptimiseVerb.Create(),
    PackVerb.CreatePack(),
    PackVerb.CreateUnpack(),
    PublishVerb.Create(),
    QuarantineVerb.Create(),
    RedecodeVerb.Create(),
    ResponsesVerb.Create(),
    SampleVerb.Create(),
    SampleVerb.CreateOpen(),
    ScenarioVerb.Create(),
    SchemaVerb.Create(),
    SensitivityVerb.Create(),
    ServeVerb.Create(),
    SimulateVerb.Create(),
    SqlVerb.Create(),
    SqlVerb.CreateChild(),
    StatementVerb.Create(),
    SystemsVerb.Create(),
    TokensVerb.Create(),
    TraceVerb.Create(),
    UncertaintyVerb.Create(),
    UnlocksVerb.Create(),
    VerifyVerb.Create(),
};
return await CommandRunner.RunAsync(root, args);
