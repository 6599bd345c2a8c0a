using System.Reflection;

namespace Souk.Warehouse.Bench;

/// <summary>The SQL files of this program.</summary>
internal static class Scripts
{
    public static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
