using System.Security.Cryptography;
using Souk.Research.Calibrations;
using Souk.Research.Notebooks;
using Souk.Research.Snapshots;
using Souk.Warehouse.Metrics;

namespace Souk.Cli.Ensembles;

/// <summary>Finds what `souk calibrate` is to fit: observations in a file, or metric files over windows of a warehouse.</summary>
internal static class CalibrationTargets
{
    private const string Sample = "sample";

    /// <param name="file">A list of targets (YAML), which needs a warehouse, or observations.</param>
    /// <param name="database">`sample`, a snapshot's folder or a DuckDB file; null for none.</param>
    /// <exception cref="InvalidInputException">One without the other.</exception>
    /// <exception cref="TargetException">Targets that cannot be used.</exception>
    public static TargetSet Read(string file, string? database, DateOnly start)
    {
        bool isList = Path.GetExtension(file).ToLowerInvariant() is ".yaml" or ".yml";
        if (isList != database is not null)
        {
            throw new InvalidInputException(
                isList
                    ? $"{file} names metrics of a warehouse: say which with --db FILE, or --db sample."
                    : $"--db is for lists of metrics (YAML); {file} holds the observations themselves."
            );
        }

        if (!isList)
        {
            return new TargetSet(
                TargetFile.Read(file, start),
                Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))
            );
        }

        using OpenedWarehouse warehouse = OpenedWarehouse.Open(
            database == Sample ? ShippedFiles.Sample("demo") : database!
        );
        using AnswerJournal answers = AnswerJournal.Begin(warehouse.Connection);
        return WarehouseTargets.Read(warehouse, file, start) with { Answers = answers };
    }
}
