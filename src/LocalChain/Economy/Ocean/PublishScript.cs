using System.Globalization;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Ocean;

/// <summary>Publishers put datasets on offer.</summary>
internal sealed class PublishScript : IScript
{
    private const int DatasetCount = 50;

    /// <summary>Some of those who bring data to Masa publish on Ocean too.</summary>
    private const int PublisherCount = 20;
    private const int FoundingPerMille = 300;
    private const int FoundingDays = 14;
    private const int PriceOceanMin = 40;
    private const int PriceOceanMax = 600;

    /// <summary>Who comes later waits for the next block: its gas is limited.</summary>
    private const int PerBlockMax = 5;

    private static readonly string[] Topics =
    [
        "Air quality",
        "Power load",
        "Road traffic",
        "Soil moisture",
        "Retail footfall",
        "River levels",
        "Crop images",
        "Speech samples",
        "Port calls",
        "Parking",
    ];

    private static readonly string[] Places = ["Lagos", "Lima", "Osaka", "Porto", "Pune"];

    private readonly World _world;
    private readonly Listing _listing;
    private readonly List<Dataset> _datasets;
    private readonly SeededStream _stream;
    private readonly int[] _days = new int[DatasetCount];
    private int _published;

    /// <param name="datasets">Gets each dataset once its block stands.</param>
    public PublishScript(World world, OceanContracts ocean, List<Dataset> datasets)
    {
        _world = world;
        _listing = new Listing(world, ocean);
        _datasets = datasets;
        _stream = world.Stream("ocean publishers");
        for (int index = 0; index < DatasetCount; index++)
        {
            int days = Math.Max(1, world.Options.Days * 8 / 10);
            _days[index] = _stream.Below(_stream.Chance(FoundingPerMille) ? Math.Min(FoundingDays, days) : days);
        }

        Array.Sort(_days);
    }

    public Task PlanAsync(CancellationToken cancellation)
    {
        for (int count = 0; count < PerBlockMax && IsDue(); count++)
        {
            Publish(_published++);
        }

        return Task.CompletedTask;
    }

    private bool IsDue() => _published < DatasetCount && _days[_published] <= _world.Day;

    private void Publish(int index)
    {
        Address publisher = _stream.Pick([.. _world.Cast.Contributors.Take(PublisherCount)]);
        int price = _stream.Between(PriceOceanMin, PriceOceanMax);
        string name = $"{Topics[index % Topics.Length]}, {Places[index / Topics.Length]}";
        string symbol = string.Create(CultureInfo.InvariantCulture, $"DATA-{index + 1:00}");
        _listing.Publish(publisher, name, symbol, "Synthetic demo", price, _datasets.Add);
    }
}
