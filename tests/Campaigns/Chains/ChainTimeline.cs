namespace Souk.Campaigns.Chains;

/// <summary>Moves a chain from stage to stage, between runs or while requests are being answered.</summary>
/// <param name="moments">For each stage but the last: after how many answers of that stage the next one begins; null
/// waits until it is told.</param>
internal sealed class ChainTimeline(ScriptedChain chain, IReadOnlyList<int?> moments)
{
    private readonly Lock _lock = new();
    private int _stage;
    private int _answers;

    public ChainStage Stage
    {
        get
        {
            lock (_lock)
            {
                return chain.Stages[_stage];
            }
        }
    }

    /// <summary>Index of the stage.</summary>
    public int Position
    {
        get
        {
            lock (_lock)
            {
                return _stage;
            }
        }
    }

    public bool IsLast => Position == chain.Stages.Count - 1;

    /// <summary>An answer is about to be made; the stage it is made from.</summary>
    public ChainStage CountAnswer()
    {
        lock (_lock)
        {
            _answers++;
            if (_stage < chain.Stages.Count - 1 && moments[_stage] is { } moment && _answers > moment)
            {
                Move();
            }

            return chain.Stages[_stage];
        }
    }

    /// <summary>Begins the next stage; does nothing at the last.</summary>
    public void MoveOn()
    {
        lock (_lock)
        {
            if (_stage < chain.Stages.Count - 1)
            {
                Move();
            }
        }
    }

    private void Move()
    {
        _stage++;
        _answers = 0;
    }
}
