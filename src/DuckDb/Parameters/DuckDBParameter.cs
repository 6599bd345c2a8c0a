using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Souk.DuckDb.Parameters;

/// <summary>A value for <c>$name</c>, or, without a name, for the <c>?</c> or <c>$1</c> at its position. The .NET
/// type of <see cref="Value"/> alone decides the type in DuckDB.</summary>
public sealed class DuckDBParameter : DbParameter
{
    private string _name = "";

    public DuckDBParameter() { }

    public DuckDBParameter(object? value) => Value = value;

    public DuckDBParameter(string name, object? value)
    {
        ParameterName = name;
        Value = value;
    }

    /// <summary>With or without a leading <c>$</c>.</summary>
    [AllowNull]
    public override string ParameterName
    {
        get => _name;
        set => _name = (value ?? "").TrimStart('$');
    }

    public override object? Value { get; set; }

    public override DbType DbType { get; set; } = DbType.Object;

    public override ParameterDirection Direction
    {
        get => ParameterDirection.Input;
        set
        {
            if (value != ParameterDirection.Input)
            {
                throw new NotSupportedException("DuckDB has input parameters only.");
            }
        }
    }

    public override bool IsNullable { get; set; } = true;

    public override int Size { get; set; }

    [AllowNull]
    public override string SourceColumn { get; set; } = "";

    public override bool SourceColumnNullMapping { get; set; }

    public override void ResetDbType() => DbType = DbType.Object;
}
