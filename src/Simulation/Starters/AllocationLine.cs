using System.Globalization;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Starters;

/// <summary>A line of an allocation table, whose fields are read by column; what is wrong is noted with its place.</summary>
internal sealed class AllocationLine(string file, int number, string text, List<ScenarioError> errors)
{
    private const int MonthsMax = 600;
    private const decimal PriceMax = 1_000_000;
    private const int AddressLength = 42;

    private readonly string[] _fields = text.TrimEnd('\r').Split(',');

    public string[] Lower() => [.. _fields.Select((_, i) => Field(i).ToLowerInvariant().Replace(' ', '_'))];

    public string Field(int index) => index < _fields.Length ? _fields[index].Trim().Trim('"').Trim() : "";

    public decimal Percent(string column, int index)
    {
        string digits = Field(index).TrimEnd('%').Trim();
        if (
            decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            && value <= 100
        )
        {
            return value;
        }

        Fail(column, index, $"'{Field(index)}' is not a percentage from 0 to 100, such as 18.5");
        return 0;
    }

    public int Months(string column, int index)
    {
        if (
            int.TryParse(Field(index), NumberStyles.None, CultureInfo.InvariantCulture, out int months)
            && months <= MonthsMax
        )
        {
            return months;
        }

        Fail(column, index, $"'{Field(index)}' is not a whole number of months from 0 to {MonthsMax}, such as 12");
        return 0;
    }

    /// <summary>Null where the column or the value is missing.</summary>
    public decimal? Price(string column, int index)
    {
        string digits = index < 0 ? "" : Field(index).TrimStart('$').Trim();
        if (digits.Length == 0)
        {
            return null;
        }

        if (
            decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            && value is >= 0 and <= PriceMax
        )
        {
            return value;
        }

        Fail(column, index, $"'{Field(index)}' is not a price in USD from 0 to {PriceMax:0}, such as 0.05");
        return null;
    }

    /// <summary>Null where the column or the value is missing.</summary>
    public string? Wallet(string column, int index)
    {
        string address = index < 0 ? "" : Field(index);
        bool isAddress =
            address.Length == AddressLength
            && address.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && address[2..].All(char.IsAsciiHexDigit);
        if (address.Length > 0 && !isAddress)
        {
            Fail(column, index, $"'{address}' is not an address: 0x and 40 hexadecimal digits");
        }

        return isAddress ? address : null;
    }

    public void Fail(string column, int index, string message)
    {
        int place = 1 + _fields.Take(index).Sum(field => field.Length + 1);
        errors.Add(new(column, message, number, place) { File = file });
    }
}
