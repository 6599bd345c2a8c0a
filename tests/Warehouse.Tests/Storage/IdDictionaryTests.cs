using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests.Storage;

public sealed class IdDictionaryTests
{
    [Fact]
    public void Forgotten_ids_are_given_again()
    {
        var dictionary = new IdDictionary<string>();
        dictionary.IdOf("kept");
        dictionary.Keep();
        dictionary.IdOf("lost");

        dictionary.Forget();

        dictionary.IdOf("other").ShouldBe(1);
        dictionary.IdOf("kept").ShouldBe(0);
        dictionary.Added.ShouldBe(["other"]);
        dictionary.FirstAddedId.ShouldBe(1);
    }
}
