namespace Souk.Indexer.Endpoints;

/// <summary>Which endpoints gave the answers to questions that belong together. The first one to answer is asked first
/// from then on, so that answers fit together. Safe for concurrent use.</summary>
/// <param name="whole">What these questions are a part of: who answers them answered there too. Null for nothing.</param>
internal sealed class EndpointTrail(EndpointTrail? whole = null)
{
    private readonly Lock _lock = new();
    private readonly List<Endpoint> _answered = [];

    public Endpoint? Home
    {
        get
        {
            lock (_lock)
            {
                return _answered.FirstOrDefault() ?? whole?.Home;
            }
        }
    }

    /// <summary>In the order of their first answers.</summary>
    public IReadOnlyList<Endpoint> Answered
    {
        get
        {
            lock (_lock)
            {
                return [.. _answered];
            }
        }
    }

    public void Add(Endpoint endpoint)
    {
        lock (_lock)
        {
            if (!_answered.Contains(endpoint))
            {
                _answered.Add(endpoint);
            }
        }

        whole?.Add(endpoint);
    }
}
