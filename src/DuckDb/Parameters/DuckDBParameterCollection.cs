using System.Collections;
using System.Data.Common;
using System.Globalization;

namespace Souk.DuckDb.Parameters;

public sealed class DuckDBParameterCollection : DbParameterCollection
{
    private readonly List<DuckDBParameter> _parameters = [];

    public override int Count => _parameters.Count;

    public override object SyncRoot => _parameters;

    public void Add(DuckDBParameter parameter) => _parameters.Add(parameter);

    public override int Add(object value)
    {
        _parameters.Add(Cast(value));
        return Count - 1;
    }

    public override void AddRange(Array values)
    {
        foreach (object value in values)
        {
            Add(value);
        }
    }

    public override void Clear() => _parameters.Clear();

    public override bool Contains(object value) => IndexOf(value) >= 0;

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => ((ICollection)_parameters).CopyTo(array, index);

    public override IEnumerator GetEnumerator() => _parameters.GetEnumerator();

    public override int IndexOf(object value) => _parameters.IndexOf(Cast(value));

    public override int IndexOf(string parameterName) =>
        _parameters.FindIndex(parameter =>
            parameter.ParameterName.Equals(parameterName.TrimStart('$'), StringComparison.OrdinalIgnoreCase)
        );

    public override void Insert(int index, object value) => _parameters.Insert(index, Cast(value));

    public override void Remove(object value) => _parameters.Remove(Cast(value));

    public override void RemoveAt(int index) => _parameters.RemoveAt(index);

    public override void RemoveAt(string parameterName) => _parameters.RemoveAt(Find(parameterName));

    /// <summary>The parameter for the statement's <paramref name="name"/>: the one so named, else, when the name is
    /// a number, the one at that position from 1; null when there is neither.</summary>
    internal DuckDBParameter? Match(string name)
    {
        int index = IndexOf(name);
        if (index < 0 && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int position))
        {
            index = position - 1;
        }

        return index >= 0 && index < Count ? _parameters[index] : null;
    }

    protected override DbParameter GetParameter(int index) => _parameters[index];

    protected override DbParameter GetParameter(string parameterName) => _parameters[Find(parameterName)];

    protected override void SetParameter(int index, DbParameter value) => _parameters[index] = Cast(value);

    protected override void SetParameter(string parameterName, DbParameter value) =>
        _parameters[Find(parameterName)] = Cast(value);

    private int Find(string parameterName) =>
        IndexOf(parameterName) is >= 0 and var index
            ? index
            : throw new ArgumentException($"There is no parameter '{parameterName}'.", nameof(parameterName));

    private static DuckDBParameter Cast(object value) =>
        value as DuckDBParameter
        ?? throw new ArgumentException($"Expected a {nameof(DuckDBParameter)}, not {value?.GetType().Name}.");
}
