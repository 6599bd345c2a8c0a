using System.Text;

namespace Souk.DuckDb.Types;

/// <summary>UTF-8 that refuses half a surrogate pair, where the default encoding would write U+FFFD instead.</summary>
internal static class StrictUtf8
{
    public static readonly UTF8Encoding Encoding = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );
}
