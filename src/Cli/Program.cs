using System.CommandLine;
using Souk.Cli;
using Souk.Cli.Verbs;

RootCommand root = new(
    """
    Souk: where do an AI-data marketplace's money and data come from, and where is its token going?

    Examples:
      souk demo                                                         the whole loop on a chain of its own, served on loopback
      souk open sample                                                  the pages of the warehouse that ships
      souk simulate masa-like --set fees.burn_share=30% --runs 100      what if we burn 30 %?
      souk metrics get supply --db sample --market masa                 a number with its formula and its rows
      souk index data/manifests/masa.yaml --rpc 1=URL --db masa.duckdb  follow a chain
    """
)
{
    AdversaryVerb.Create(),
    ArchiveVerb.Create(),
    BacktestVerb.Create(),
    BackupVerb.Create(),
    BackupVerb.CreateRestore(),
    CalibrateVerb.Create(),
    ChartVerb.Create(),
    ClaimsVerb.Create(),
    ColdStartVerb.Create(),
    CounterfactualVerb.Create(),
    DemoVerb.Create(),
    DescribeVerb.Create(),
    DocumentsVerb.Create(),
    EnsembleVerb.Create(),
    ExportVerb.Create(),
    ForecastVerb.Create(),
    HandoutsVerb.Create(),
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
