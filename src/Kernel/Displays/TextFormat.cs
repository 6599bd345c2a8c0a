using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Souk.Kernel.Displays;

/// <summary>Values as text: numbers by the invariant culture, sequences by their first items, objects by their
/// properties.</summary>
internal static class TextFormat
{
    public const int ItemCountMax = 100;
    private const int DepthMax = 4;
    private const int CharactersMax = 20_000;

    public static string Of(object? value)
    {
        StringBuilder text = new();
        Write(text, value, depth: 0);
        return text.Length <= CharactersMax ? text.ToString() : text.ToString(0, CharactersMax) + " …";
    }

    /// <summary>Whether a value is one word, not a thing with parts.</summary>
    public static bool IsScalar(object? value) =>
        value is null or string or IFormattable or bool or char or Enum or Type or Delegate
        || value.GetType().IsPrimitive;

    /// <summary>The properties that can be read.</summary>
    public static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
            .Where(property => !property.PropertyType.IsByRefLike && !property.PropertyType.IsByRef);

    /// <summary>The value of a property; its failure if it throws.</summary>
    public static object? Read(PropertyInfo property, object value)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException exception)
        {
            return $"<{exception.InnerException!.GetType().Name}: {exception.InnerException.Message}>";
        }
    }

    private static void Write(StringBuilder text, object? value, int depth)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case IFormattable number:
                text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case IEnumerable items when value is not string && depth < DepthMax:
                WriteItems(text, items, depth);
                break;
            case not null when !IsScalar(value) && depth < DepthMax && !SaysItself(value.GetType()):
                WriteProperties(text, value, depth);
                break;
            default:
                text.Append(value);
                break;
        }
    }

    private static void WriteItems(StringBuilder text, IEnumerable items, int depth)
    {
        text.Append('[');
        int index = 0;
        foreach (object? item in items)
        {
            text.Append(index == 0 ? " " : ", ");
            if (index++ == ItemCountMax || text.Length > CharactersMax)
            {
                text.Append('…');
                break;
            }

            Write(text, item, depth + 1);
        }

        text.Append(" ]");
    }

    private static void WriteProperties(StringBuilder text, object value, int depth)
    {
        text.Append(value.GetType().Name).Append(" {");
        string separator = " ";
        foreach (PropertyInfo property in Properties(value.GetType()))
        {
            text.Append(separator).Append(property.Name).Append(" = ");
            Write(text, Read(property, value), depth + 1);
            separator = ", ";
        }

        text.Append(" }");
    }

    private static bool SaysItself(Type type) =>
        type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType is { } declaring
        && declaring != typeof(object)
        && declaring != typeof(ValueType);
}
