using System.Security.Cryptography;
using System.Text;

namespace Souk.Kernel.Tests.Scripts;

/// <summary>Cells over few names, so that they hide, mention, overload and misuse each other.</summary>
internal static class RandomCells
{
    private static readonly string[] _names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    private static readonly string[] _methods = ["F", "G", "H"];
    private static readonly string[] _types = ["P", "Q"];

    /// <param name="value">The cell's number, which tells its values from those of others. The first cells declare all
    /// names.</param>
    public static string Next(int seed, int value)
    {
        byte[] dice = SHA256.HashData(Encoding.ASCII.GetBytes($"{seed} {value}"));
        int thrown = 1;
        string name = value < _names.Length ? _names[value] : Pick(_names);
        string other = Pick(_names);
        string method = Pick(_methods);
        string type = Pick(_types);
        return (value < _names.Length ? 0 : dice[0] % 20) switch
        {
            0 or 1 => $"int {name} = {value};",
            2 => $"string {name} = \"{value}\";",
            3 or 4 => $"var {name} = {other};",
            5 => $"{name} = {value};",
            6 => $"object {method}() => {other};",
            7 => $"{method}()",
            8 =>
                $"class {type} {{ public object V = {value}; public override string ToString() => \"{value} \" + V; }}",
            9 => $"class P {{ public Q V = new Q(); public override string ToString() => \"{value} \" + V.V; }}",
            10 or 11 => $"var {name} = new {type}();",
            12 => $"{name}.V",
            13 => $"string {method}({Pick(["int", "string", type])} x) => \"{value} \" + x;",
            14 => $"{method}({name})",
            15 => $"Func<object> {name} = () => {other};",
            16 => $"({name}, {other}) = ({other}, {name});",
            // What never sleeps, and what the cells before it must not sleep after, are rare.
            17 when value % 5 == 0 => $"static string Tell(this {Pick(["object", type])} o) => \"{value} \" + o;",
            17 when value % 5 == 1 => $"using static System.Convert; int {type} = {value};",
            17 when value % 5 == 2 => $"using System.Numerics; var {name} = new BigInteger({value});",
            17 when value > 45 => $"var {name} = new {{ {other}, V = {value} }};",
            17 => $"{name}.Tell()",
            _ => $"{name} + \" \" + {other}",
        };

        string Pick(string[] words) => words[dice[thrown++] % words.Length];
    }
}
