using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Souk.EndToEnd.Tests.LongestFirst))]

namespace Souk.EndToEnd.Tests;

/// <summary>The demo starts first, and beside it what does without it: nobody waits for the demo while there is other work.
/// </summary>
internal sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] s_demoClasses =
    [
        .. typeof(LongestFirst)
            .Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IClassFixture<Demo>)))
            .Select(type => type.FullName!),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection =>
        [
            .. testCollections
                .OrderBy(collection => Rank(collection.TestCollectionDisplayName))
                .ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal),
        ];

    // A class of its own is a collection that is named after it.
    private static int Rank(string collection) =>
        collection.Contains(typeof(SecondDemoTests).FullName!, StringComparison.Ordinal) ? 0
        : s_demoClasses.Any(name => collection.Contains(name, StringComparison.Ordinal)) ? 2
        : 1;
}
