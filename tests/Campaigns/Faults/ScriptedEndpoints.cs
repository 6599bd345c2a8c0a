using Souk.Campaigns.Chains;

namespace Souk.Campaigns.Faults;

/// <summary>The endpoints of one schedule and the addresses under which they are found.</summary>
internal sealed class ScriptedEndpoints : IDisposable
{
    private readonly Dictionary<string, ScriptedEndpoint> _endpoints;

    /// <param name="rules">Of each endpoint; one without rules is honest.</param>
    public ScriptedEndpoints(
        ScriptedNode node,
        ChainTimeline timeline,
        IReadOnlyList<IReadOnlyList<FaultRule>> rules,
        FaultTally tally
    )
    {
        Addresses = [.. rules.Select((_, index) => new Uri($"http://endpoint{index}.example/"))];
        _endpoints = Addresses
            .Zip(rules)
            .ToDictionary(pair => pair.First.Host, pair => new ScriptedEndpoint(node, timeline, pair.Second, tally));
    }

    public IReadOnlyList<Uri> Addresses { get; }

    public long RequestCount => _endpoints.Values.Sum(endpoint => endpoint.RequestCount);

    public bool AreHealed { get; private set; }

    public HttpMessageHandler Transport(Uri address) => _endpoints[address.Host];

    /// <summary>From now on every answer is true and prompt.</summary>
    public void Heal()
    {
        AreHealed = true;
        foreach (ScriptedEndpoint endpoint in _endpoints.Values)
        {
            endpoint.IsHealed = true;
        }
    }

    public void Dispose()
    {
        foreach (ScriptedEndpoint endpoint in _endpoints.Values)
        {
            endpoint.Dispose();
        }
    }
}
