using Souk.Dashboards;
using Souk.Dashboards.Access;
using Souk.DuckDb;
using Souk.Indexer;
using Souk.Indexer.Files;
using Souk.Indexer.Manifests;
using Souk.Indexer.Rpc;
using Souk.Indexer.Segments;
using Souk.Kernel.Messages;
using Souk.LocalChain;
using Souk.Research.Calibrations;
using Souk.Research.Connections;
using Souk.Research.Ensembles;
using Souk.Research.Forecasts;
using Souk.Research.Frames;
using Souk.Research.Notebooks;
using Souk.Research.Snapshots;
using Souk.Research.States;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;
using Souk.Warehouse.Archives;
using Souk.Warehouse.Exports;
using Souk.Warehouse.Imports;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Queries;
using Souk.Warehouse.Storage;

namespace Souk.Cli;

/// <summary>Which failures of the world have a message that a person can act on, and the exit code of each.</summary>
internal static class Failures
{
    /// <returns>Null for a defect of ours: the runtime then shows it with its stack.</returns>
    public static (string Message, int ExitCode)? Explain(Exception exception) =>
        exception switch
        {
            RpcException { IsTransient: true } => (exception.Message, ExitCode.EndpointUnreachable),
            RpcException => (exception.Message, ExitCode.Failure),
            ManifestException
            or ScenarioException
            or UnknownMetricException
            or KernelException
            or SnapshotException
            or FrameException
            or AccessException
            or ServerException
            or InvalidInputException => (exception.Message, ExitCode.InvalidInput),
            DumpException => (exception.Message, ExitCode.InvalidInput),
            MarketStateException or ImportException or EnsembleException or TargetException or ForecastException => (
                exception.Message,
                ExitCode.InvalidInput
            ),
            SyncException
            {
                Problem: SyncProblem.Inconsistent or SyncProblem.Discrepancy or SyncProblem.ReorgBeyondFinality
            } => (exception.Message, ExitCode.VerificationFailed),
            SyncException => (exception.Message, ExitCode.InvalidInput),
            ArchiveException { IsDiscrepancy: true } => (exception.Message, ExitCode.VerificationFailed),
            ArchiveException => (exception.Message, ExitCode.InvalidInput),
            ExportException { IsDiscrepancy: true } => (exception.Message, ExitCode.VerificationFailed),
            ExportException => (exception.Message, ExitCode.InvalidInput),
            QueryException { IsRefused: true } => (exception.Message, ExitCode.InvalidInput),
            QueryException => (exception.Message, ExitCode.Failure),
            SegmentException { IsDiscrepancy: true } => (exception.Message, ExitCode.VerificationFailed),
            SegmentException => (exception.Message, ExitCode.InvalidInput),
            CheckException => (exception.Message, ExitCode.VerificationFailed),
            LocalChainException or RunException => (exception.Message, ExitCode.Failure),
            DuckDBException { IsDiskFull: true } => (
                $"The disk is full: {exception.Message}. Free some space and run the same command again; what was stored "
                    + "before is intact.",
                ExitCode.Failure
            ),
            PortInUseException or WarehouseException or DuckDBException => (exception.Message, ExitCode.Failure),
            UnauthorizedAccessException or IOException => (exception.Message, ExitCode.Failure),
            _ => null,
        };
}

/// <summary>What the user gave cannot be used; the message says what, and what would do.</summary>
internal sealed class InvalidInputException(string message) : Exception(message);
