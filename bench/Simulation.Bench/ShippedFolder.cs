namespace Souk.Simulation.Bench;

/// <summary>Where the scenarios that ship lie.</summary>
internal static class ShippedFolder
{
    public static string Path
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (!File.Exists(System.IO.Path.Combine(folder!, "Analytics.sln")))
            {
                folder = System.IO.Path.GetDirectoryName(folder);
            }

            return System.IO.Path.Combine(folder!, "data", "scenarios");
        }
    }
}
