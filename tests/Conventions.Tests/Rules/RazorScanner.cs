using System.Text.RegularExpressions;

namespace Souk.Conventions.Tests.Rules;

/// <summary>Reads a Razor page as far as it takes to tell what it says by itself: texts between tags and in attributes that people read,
/// with the values among them.</summary>
internal sealed partial class RazorScanner(string page)
{
    private readonly List<RazorText> _found = [];
    private RazorText? _text;
    private int _at;

    // After a block or a statement there may be C# up to the next tag.
    private bool _isCode;

    [GeneratedRegex(@"\G@(if|foreach|for|switch|while|using|model|page|inject|section|functions|lock|try)\b")]
    private static partial Regex Control { get; }

    [GeneratedRegex(@"\G</?([A-Za-z][\w-]*)")]
    private static partial Regex Tag { get; }

    [GeneratedRegex(@"\G(?:aria-label|title|placeholder|alt)\s*=\s*""")]
    private static partial Regex ReadAttribute { get; }

    [GeneratedRegex(@"\G[A-Za-z_]\w*")]
    private static partial Regex Word { get; }

    [GeneratedRegex(@"\G!?\??\.[A-Za-z_]\w*")]
    private static partial Regex Member { get; }

    /// <summary>In the order of the page.</summary>
    public IReadOnlyList<RazorText> Read()
    {
        while (_at < page.Length)
        {
            Step();
        }

        End();
        return _found;
    }

    private void Step()
    {
        if (Starts("@*"))
        {
            End();
            _at = page.IndexOf("*@", _at, StringComparison.Ordinal) + 2;
        }
        else if (Starts("@{"))
        {
            End();
            _at = Balanced(_at + 1);
            _isCode = true;
        }
        else if (Control.Match(page, _at) is { Success: true } control)
        {
            End();
            SkipStatement(control);
        }
        else if (Tag.Match(page, _at) is { Success: true } tag)
        {
            End();
            ReadTag(tag);
        }
        else if (_isCode)
        {
            _at = page[_at] == '"' ? EndOfString(_at) : _at + 1;
        }
        else if (page[_at] == '@' && EndOfValue(_at) is { } end)
        {
            Text().AddValue(page[(_at + 1)..end]);
            _at = end;
        }
        else if (page[_at] is '{' or '}' || (page[_at] == ';' && !IsInText(_at)))
        {
            End();
            _isCode = true;
            _at++;
        }
        else
        {
            Text().AddLetter(page[_at++]);
        }
    }

    private void SkipStatement(Match control)
    {
        _isCode = true;
        _at = control.Index + control.Length;
        if (control.Groups[1].Value is "using" or "model" or "page" or "inject")
        {
            _at = page.IndexOf('\n', _at) is var line and >= 0 ? line : page.Length;
            return;
        }

        while (_at < page.Length && page[_at] == ' ')
        {
            _at++;
        }

        _at = _at < page.Length && page[_at] == '(' ? Balanced(_at) : _at;
    }

    private void ReadTag(Match tag)
    {
        _at += tag.Length;
        while (_at < page.Length && page[_at] != '>')
        {
            if (
                ReadAttribute.Match(page, _at) is { Success: true } attribute
                && !char.IsLetter(page[_at - 1])
                && page[_at - 1] != '-'
            )
            {
                _at += attribute.Length;
                ReadValue();
            }
            else if (page[_at] is '"' or '\'')
            {
                _at = EndOfAttribute(_at, null);
            }
            else
            {
                _at = page[_at] == '@' && EndOfValue(_at) is { } end ? end : _at + 1;
            }
        }

        _at++;
        _isCode = false;
        string name = tag.Groups[1].Value;
        if (page[tag.Index + 1] != '/' && name is "script" or "style" or "code" or "pre")
        {
            _at = page.IndexOf($"</{name}", _at, StringComparison.Ordinal) is var close and >= 0 ? close : page.Length;
        }
    }

    private void ReadValue()
    {
        RazorText value = new();
        _at = EndOfAttribute(_at - 1, value);
        _found.Add(value);
    }

    private int EndOfAttribute(int quote, RazorText? value)
    {
        int at = quote + 1;
        while (at < page.Length && page[at] != page[quote])
        {
            if (page[at] == '@' && EndOfValue(at) is { } end)
            {
                value?.AddValue(page[(at + 1)..end]);
                at = end;
            }
            else
            {
                value?.AddLetter(page[at++]);
                at += value is null ? 1 : 0;
            }
        }

        return at + 1;
    }

    /// <returns>Null where the @ begins no value.</returns>
    private int? EndOfValue(int at)
    {
        if (at + 1 < page.Length && page[at + 1] == '(')
        {
            return Balanced(at + 1);
        }

        if (Word.Match(page, at + 1) is not { Success: true } word)
        {
            return null;
        }

        int end = at + 1 + word.Length;
        while (end < page.Length)
        {
            if (page[end] is '(' or '[')
            {
                end = Balanced(end);
            }
            else if (Member.Match(page, end) is { Success: true } member)
            {
                end += member.Length;
            }
            else
            {
                break;
            }
        }

        return end;
    }

    /// <summary>The place after the bracket that closes the one at a place.</summary>
    private int Balanced(int at)
    {
        int depth = 0;
        while (at < page.Length)
        {
            if (page[at] == '"')
            {
                at = EndOfString(at);
                continue;
            }

            bool isLetter =
                page[at] == '\'' && at + 2 < page.Length && page[at + (page[at + 1] == '\\' ? 3 : 2)] == '\'';
            if (isLetter)
            {
                at += page[at + 1] == '\\' ? 4 : 3;
                continue;
            }

            depth += page[at] switch
            {
                '(' or '[' or '{' => 1,
                ')' or ']' or '}' => -1,
                _ => 0,
            };
            at++;
            if (depth == 0)
            {
                return at;
            }
        }

        return page.Length;
    }

    private int EndOfString(int quote)
    {
        bool hasValues = quote > 0 && page[quote - 1] == '$';
        int at = quote + 1;
        while (at < page.Length && page[at] != '"')
        {
            at =
                hasValues && page[at] == '{' && page[at + 1] != '{' ? Balanced(at)
                : page[at] == '\\' || (hasValues && page[at] == '{') ? at + 2
                : at + 1;
        }

        return Math.Min(at + 1, page.Length);
    }

    // In C# a line ends after it; in a sentence a word follows, and entities end with it.
    private bool IsInText(int at) =>
        EntityBefore.IsMatch(page[Math.Max(0, at - 10)..at]) || WordAfter.Match(page, at).Success;

    [GeneratedRegex(@"&#?\w+$")]
    private static partial Regex EntityBefore { get; }

    [GeneratedRegex(@"\G; [a-z@]")]
    private static partial Regex WordAfter { get; }

    private bool Starts(string text) => string.CompareOrdinal(page, _at, text, 0, text.Length) == 0;

    private RazorText Text() => _text ??= new();

    private void End()
    {
        if (_text is not null)
        {
            _found.Add(_text);
        }

        _text = null;
    }
}

/// <summary>What stands in one place: letters and values.</summary>
internal sealed partial class RazorText
{
    private readonly List<string> _values = [];
    private string _letters = "";

    [GeneratedRegex(@"&#?\w+;")]
    private static partial Regex Entity { get; }

    [GeneratedRegex(@"[A-Za-z]{2}")]
    private static partial Regex Letters { get; }

    [GeneratedRegex(@"""((?:[^""\\{]|\\.|\{(?:[^{}""]|""[^""]*"")*\})*)""")]
    private static partial Regex Literal { get; }

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole { get; }

    [GeneratedRegex(@"[A-Za-z]{2,}[,:;]? [A-Za-z]{2,}")]
    private static partial Regex Phrase { get; }

    [GeneratedRegex(@"\(row, |\breturn\b|\(\)\.| = |&&|\?\?|\belse\b|yyyy|MMM")]
    private static partial Regex Code { get; }

    public void AddLetter(char letter) => _letters += letter;

    public void AddValue(string value)
    {
        _values.Add(value);
        _letters += "{}";
    }

    /// <summary>What it says by itself; null where all it says are values and what the file of words says.</summary>
    public string? OfItsOwn =>
        Letters.IsMatch(Entity.Replace(_letters, "")) && !Code.IsMatch(_letters)
            ? _letters.Trim()
            : _values
                .SelectMany(value => Literal.Matches(value))
                .Select(literal => literal.Groups[1].Value)
                .FirstOrDefault(said => Phrase.IsMatch(Hole.Replace(said, "")) && !Code.IsMatch(said));
}
