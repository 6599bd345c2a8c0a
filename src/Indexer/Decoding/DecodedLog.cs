namespace Souk.Indexer.Decoding;

/// <summary>What a log says.</summary>
/// <param name="Event">The event it is a log of.</param>
/// <param name="Values">One for each of the event's parameters, in declared order, as <see cref="AbiDecoder"/> returns
/// them; an indexed parameter that does not fit a word is the Hash32 of its value.</param>
public sealed record DecodedLog(EventSignature Event, object[] Values);
