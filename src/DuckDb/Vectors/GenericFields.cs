using System.Reflection;

namespace Souk.DuckDb.Vectors;

/// <summary>Reads <c>V</c> on behalf of <c>V?</c>; null when <typeparamref name="T"/> is no nullable value
/// type.</summary>
internal static class NullableField<T>
{
    public static readonly Func<VectorReader, int, T>? Read = Nullable.GetUnderlyingType(typeof(T)) is { } value
        ? GenericFields.Bind<T>(nameof(GenericFields.ReadNullable), value)
        : null;
}

/// <summary>Reads a LIST as <c>List&lt;E&gt;</c> or <c>E[]</c>; null when <typeparamref name="T"/> is
/// neither.</summary>
internal static class ListField<T>
{
    public static readonly Func<VectorReader, int, T>? Read =
        typeof(T).IsSZArray ? GenericFields.Bind<T>(nameof(GenericFields.ReadArray), typeof(T).GetElementType()!)
        : typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(List<>)
            ? GenericFields.Bind<T>(nameof(GenericFields.ReadList), typeof(T).GetGenericArguments()[0])
        : null;
}

/// <summary>Generic methods bound once per type by reflection.</summary>
internal static class GenericFields
{
    public static Func<VectorReader, int, T> Bind<T>(string method, Type argument) =>
        typeof(GenericFields)
            .GetMethod(method, BindingFlags.Public | BindingFlags.Static)!
            .MakeGenericMethod(argument)
            .CreateDelegate<Func<VectorReader, int, T>>();

    public static TValue? ReadNullable<TValue>(VectorReader vector, int row)
        where TValue : struct => vector.Read<TValue>(row);

    public static TElement[] ReadArray<TElement>(VectorReader vector, int row) => [.. vector.ReadList<TElement>(row)];

    public static List<TElement> ReadList<TElement>(VectorReader vector, int row) => vector.ReadList<TElement>(row);
}
