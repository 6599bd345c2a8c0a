namespace Souk.EndToEnd.Tests;

/// <summary>Reads the API's CSV files. Comment lines start with #.</summary>
internal static class Csv
{
    public static async Task<string> TextAsync(Uri address)
    {
        using HttpClient http = new();
        return await http.GetStringAsync(address);
    }

    public static async Task<List<Dictionary<string, string>>> ReadAsync(Uri address)
    {
        string[] lines =
        [
            .. (await TextAsync(address))
                .Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[0] != '#'),
        ];
        string[] header = lines[0].Split(',');
        return
        [
            .. lines[1..]
                .Select(line => header.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second)),
        ];
    }
}
