using System.CommandLine;
using System.Globalization;
using System.Text;
using Souk.Cli.Pseudonyms;
using Souk.Cli.Screens;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Statements;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Cli.Verbs;

/// <summary>`souk statement`</summary>
internal static class StatementVerb
{
    private const string Description =
        "Everything that an address was paid: each reward, its reason, and the contract event that shows it; and what became of\n"
        + "the work that it handed in: accepted, rejected, or pending (CSV has the rewards alone).\n\n"
        + "Prices, rewards, royalties, fee shares, and releases of its vesting. What it takes out of an escrow is its own money\n"
        + "and no reward. Totals take off the royalties that it passed on out of prices in their transactions.\n\n"
        + "Example:\n  souk statement 0x70997970c51812dc3a010c7d01b50e0d17dc79c8 --db demo.duckdb --csv > statement.csv";

    public static Command Create()
    {
        Argument<string> address = new("ADDRESS") { Description = "0x and 40 hex digits." };
        Option<string> database = SharedOptions.DatabaseToRead();
        Option<bool> csv = new("--csv") { Description = "Print CSV only: base units, every column." };
        Option<bool> json = SharedOptions.Json();
        Command statement = new("statement", Description) { address, database, csv, json };
        MomentOptions moment = new();
        moment.AddTo(statement);
        Option<string?> pseudonymise = SharedOptions.Pseudonymise();
        statement.Options.Add(pseudonymise);
        statement.SetAction(parsed =>
        {
            Address party = Parse(parsed.GetRequiredValue(address));
            AskedMoment at = moment.Read(parsed);
            at.RequireChainsAlone("A statement");
            using WarehouseFile warehouse = SharedOptions.OpenToRead(parsed.GetRequiredValue(database));
            RewardStatement found = RewardStatement.Read(
                warehouse.Connection,
                party,
                at.Until(warehouse.Connection, market: null)
            );
            string text =
                parsed.GetValue(csv) ? CsvOutput.Of(found.Rows)
                : parsed.GetValue(json) ? Json(found)
                : Describe(found);
            Console.Out.Write(parsed.GetValue(pseudonymise) is { } key ? PseudonymKey.Read(key).In(text) : text);
        });
        return statement;
    }

    private static Address Parse(string text)
    {
        try
        {
            return Address.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new InvalidInputException(exception.Message);
        }
    }

    private static string Json(RewardStatement statement)
    {
        var totals = statement.Totals.Select(total => new
        {
            total.System,
            total.Role,
            total.Symbol,
            total.Decimals,
            total.Rewards,
            Amount = total.Amount.ToString(CultureInfo.InvariantCulture),
        });
        return JsonOutput.Of(
                new
                {
                    Address = statement.Address.ToString(),
                    Totals = totals,
                    Rewards = JsonOutput.Plain(statement.Rows),
                    Works = JsonOutput.Plain(statement.Works),
                }
            ) + "\n";
    }

    internal static string Describe(RewardStatement statement)
    {
        MetricTable rows = statement.Rows;
        var text = new StringBuilder($"{statement.Address}\n");
        foreach (object?[] row in rows.Rows)
        {
            string amount = TokenText.Whole(rows.Integer(row, "amount"), rows.Value<int>(row, "decimals"));
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {rows.Value<DateTime>(row, "time"):yyyy-MM-dd} {amount} {TokenText.Shown(rows.Value<string>(row, "symbol"))}: {TokenText.Shown(rows.Value<string>(row, "reason"))} ({rows.Text(row, "event")}, {rows.Value<int>(row, "chain_id")}/{rows.Value<long>(row, "block_number")}/{rows.Value<int>(row, "log_index")})\n"
            );
        }

        MetricTable works = statement.Works;
        foreach (object?[] row in works.Rows)
        {
            string quality = row[8] is null
                ? ""
                : $", {works.Integer(row, "quality")} of {works.Integer(row, "quality_max")}";
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {works.Value<DateTime>(row, "time"):yyyy-MM-dd} work {works.Text(row, "verdict")}: {TokenText.Shown(works.Value<string>(row, "channel"))} {TokenText.Shown(works.Value<string>(row, "work_key"))}{quality}\n"
            );
        }

        foreach (RewardTotal total in statement.Totals)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{total.System} {total.Role}: {TokenText.Whole(total.Amount, total.Decimals)} {TokenText.Shown(total.Symbol)}{(total.Rewards > 0 ? $" in {total.Rewards:N0}" : "")}\n"
            );
        }

        return text.Append(statement.Totals.Count == 0 ? "received nothing that is stored\n" : "").ToString();
    }
}
