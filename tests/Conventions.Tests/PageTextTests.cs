using Souk.Conventions.Tests.Rules;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests;

public class PageTextTests
{
    private const string Page = "src/Dashboards/Pages/WhoSaysSo/Index.cshtml";

    [Fact]
    public void Texts_without_a_value_stand_apart_from_pages() => PageTexts.InPlace(Tree.Repository).ShouldBeEmpty();

    [Fact]
    public void Each_text_of_a_page_is_asked_for_and_each_that_is_asked_for_is_there() =>
        PageTexts.Strays(Tree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("<p>All markets</p>")]
    [InlineData("<h2 class=\"a\">Who said it? <b>@Model.Who</b></h2>")]
    [InlineData("@foreach (var one in Model.All) { <li>One of them</li> }")]
    [InlineData("<nav aria-label=\"Pages of it\"></nav>")]
    public void A_text_in_a_page_is_found(string markup) =>
        PageTexts.InPlace(Tree.Of((Page, markup))).ShouldHaveSingleItem().ShouldStartWith(Page);

    [Theory]
    [InlineData("<p>@PageWords.Of(\"a.b\")</p>")]
    [InlineData("<p>@Model.Count of them</p>")]
    [InlineData("<code>souk serve</code>")]
    [InlineData("@{ string one = \"<p>All markets</p>\"; }<p>5 %</p>")]
    [InlineData("@* <p>All markets</p> *@<script type=\"a\">var x</script>")]
    [InlineData("<p title=\"@Model.Title\">@(Model.A.Count > 3 ? \"a\" : \"b\")</p>")]
    public void Values_and_code_are_no_texts(string markup) =>
        PageTexts.InPlace(Tree.Of((Page, markup))).ShouldBeEmpty();

    [Fact]
    public void Keys_without_text_and_texts_without_page_are_found() =>
        PageTexts
            .Strays(
                Tree.Of(
                    (Page, "<p>@PageWords.Of(\"a.b\")</p>"),
                    ("src/Dashboards/Wordings/words.en.txt", "nav.markets = Markets\na.c = Said\n")
                )
            )
            .ShouldBe(["a.b has no text", "a.c is asked for by no page"]);
}
