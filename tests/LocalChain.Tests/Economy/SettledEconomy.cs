using Souk.LocalChain.Demos;
using Souk.LocalChain.Economy;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Economy;

/// <summary>200 days of one block, past the first cliff of 180: played once, and only asked by the tests of its laws.</summary>
public sealed class SettledEconomy : IAsyncLifetime
{
    private DemoEconomyResult _result = null!;

    public AnvilHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await AnvilHost.StartAsync(new AnvilOptions(), CancellationToken.None);
        _result = await DemoEconomy.RunAsync(
            Host,
            seed: 5,
            Directory.CreateTempSubdirectory("souk-settled-").FullName,
            progress: null,
            CancellationToken.None,
            new DemoEconomyOptions { Days = 200, BlocksPerDay = 1 }
        );
    }

    public ValueTask DisposeAsync() => Host?.DisposeAsync() ?? ValueTask.CompletedTask;

    public Address AddressOf(string kind) => AddressesOf(kind).Single();

    public IEnumerable<Address> AddressesOf(string kind) =>
        _result.Contracts.Where(contract => contract.Kind == kind).Select(contract => contract.Address);
}

[CollectionDefinition(Name)]
public sealed class SettledEconomyTests : ICollectionFixture<SettledEconomy>
{
    public const string Name = "settled economy";
}
