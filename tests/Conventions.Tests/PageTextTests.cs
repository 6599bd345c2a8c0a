using Souk.Conventions.Tests.Rules;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests;

public class PageTextTests
{
    private const string Page = "src/Dashboards/Pages/WhoSaysSo/Index.cshtml";

    [Fact]
    public void Texts_stand_apart_from_pages() => PageTexts.InPlace(Tree.Repository).ShouldBeEmpty();

    [Fact]
    public void Words_of_one_and_of_many_stand_apart_from_pages()
    {
        PageTexts.Plurals(Tree.Repository).ShouldBeEmpty();
        PageTexts.Plurals(Tree.Of((Page, "<p>@(Model.Count == 1 ? \"row\" : \"rows\")</p>"))).ShouldHaveSingleItem();
    }

    [Fact]
    public void Each_text_of_a_page_is_asked_for_and_each_that_is_asked_for_is_there() =>
        PageTexts.Strays(Tree.Repository).ShouldBeEmpty();

    [Fact]
    public void Texts_stand_apart_from_code() => SpokenLiterals.InCode(Tree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("<p>All markets</p>")]
    [InlineData("<h2 class=\"a\">Who said it? <b>@Model.Who</b></h2>")]
    [InlineData("@foreach (var one in Model.All) { <li>One of them</li> }")]
    [InlineData("<nav aria-label=\"Pages of it\"></nav>")]
    [InlineData("<p>@Model.Count of them</p>")]
    [InlineData("<p>As of @Model.Day; more of it follows: @(Model.Is ? 1 : 2).</p>")]
    [InlineData("<a title=\"Rows of @Model.Title\">@Model.Title</a>")]
    [InlineData("<p>@(Model.Count == 0 ? \"Nothing is changed.\" : \"\")</p>")]
    [InlineData("<p>@PageWords.Of(\"a.b\") of block @Model.Block</p>")]
    public void A_text_in_a_page_is_found(string markup) =>
        PageTexts.InPlace(Tree.Of((Page, markup))).ShouldHaveSingleItem().ShouldStartWith(Page);

    [Theory]
    [InlineData("<p>@PageWords.Of(\"a.b\")</p>")]
    [InlineData("<p>@PageWords.Of(\"a.b\", Model.Count, Model.Day.ToString(\"d MMMM yyyy\"))</p>")]
    [InlineData("@foreach (var row in Model.Rows) { string key = rows.Text(row, \"asset_key\"); <b>@key</b> }")]
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
            .ShouldBe(["a.b has no text", "a.c is asked for by nobody"]);

    [Theory]
    [InlineData("string S => \"Emitted\";")]
    [InlineData("string S => \"in the last days\";")]
    [InlineData("string S => $\"{1} payment legs so far\";")]
    [InlineData("string S => $\"per {1}\";")]
    [InlineData("string S => \"% of supply\";")]
    [InlineData("string S => \"<p>All of it</p>\";")]
    [InlineData("string S => throw new FormatException($\"{1} is no day.\");")]
    public void A_text_in_code_is_found(string member) =>
        SpokenLiterals
            .InCode(Tree.Of(("src/Dashboards/Bad.cs", $"class Bad {{ {member} }}")))
            .ShouldHaveSingleItem()
            .ShouldStartWith("src/Dashboards/Bad.cs:1: ");

    [Theory]
    [InlineData("src/Dashboards/Good.cs", "string S => PageWords.Plain(\"a.b-c\", 1);")]
    [InlineData("src/Dashboards/Good.cs", "string S => $\"/m/{1}?as_of={2}\";")]
    [InlineData("src/Dashboards/Good.cs", "string S => \"select count(*) from party.label\";")]
    [InlineData("src/Dashboards/Good.cs", "string S => \"d MMMM yyyy\" + \"total_supply\";")]
    [InlineData("src/Dashboards/Good.cs", "[Obsolete(\"Ask the other one.\")] string S => \"\";")]
    [InlineData("src/Dashboards/Good.cs", "string S => throw new ArgumentException(\"No such thing is known.\");")]
    [InlineData("src/Dashboards/Api/Good.cs", "string S => \"The last day that counts.\";")]
    [InlineData("src/Cli/Good.cs", "string S => \"Serve a snapshot's pages.\";")]
    public void Keys_code_and_what_operators_read_are_no_texts(string path, string member) =>
        SpokenLiterals.InCode(Tree.Of((path, $"class Good {{ {member} }}"))).ShouldBeEmpty();

    [Fact]
    public void Texts_stand_apart_from_islands() => SpokenLiterals.InIslands(Tree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("place.textContent = \"Copied\";", true)]
    [InlineData("tell(`${runs} runs so far`);", true)]
    [InlineData("tell(isOver ? \"It is over.\" : \"It goes on.\");", true)]
    [InlineData("tell(say(isOver ? \"bands.over\" : \"bands.on\", runs));", false)]
    [InlineData("// Says so far what it is: \"It goes on\".\nconst a = `${address}&theme=${theme}`;", false)]
    [InlineData("form.querySelector<HTMLElement>(\".card [data-told]\"); throw new Error(\"no page\");", false)]
    public void A_text_in_an_island_is_found(string code, bool isText) =>
        SpokenLiterals.InIslands(Tree.Of(("src/Dashboards/Islands/one.ts", code))).Any().ShouldBe(isText);

    [Fact]
    public void Keys_that_islands_ask_for_are_known() =>
        PageTexts
            .Strays(
                Tree.Of(
                    (
                        "src/Dashboards/Islands/one.ts",
                        "tell(say(isOver ? \"bands.over\" : \"bands.on\")); say(\"bands.runs\", 1);"
                    ),
                    ("src/Dashboards/Wordings/words.en.txt", "bands.on = It goes on.\n")
                )
            )
            .ShouldBe(["bands.over has no text", "bands.runs has no text"], ignoreOrder: true);

    [Fact]
    public void Pages_bring_what_their_scripts_say() => ScriptTexts.Missing(Tree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("<partial name=\"_Words\" model='new[] { \"a\", \"b\" }' />", 0)]
    [InlineData("<partial name=\"_Words\" model='new[] { \"a\" }' />", 1)]
    [InlineData("", 2)]
    public void What_a_script_says_that_its_page_does_not_bring_is_found(string words, int missing) =>
        ScriptTexts
            .Missing(
                Tree.Of(
                    (Page, $"<script type=\"module\" src=\"/dist/one.js\"></script>{words}"),
                    (
                        "src/Dashboards/Pages/Shared/_Layout.cshtml",
                        "<partial name=\"_Words\" model='new[] { \"c\" }' />"
                    ),
                    (
                        "src/Dashboards/Islands/one.ts",
                        "import { other } from \"./two.js\"; say(is ? \"a.yes\" : \"c.no\");"
                    ),
                    (
                        "src/Dashboards/Islands/two.ts",
                        "import { one } from \"./one.js\"; say(\"b.it-is\"); // \"d.ts\""
                    ),
                    ("src/Dashboards/Wordings/words.en.txt", "a.yes = Yes\nb.it-is = It is\nc.no = No\n")
                )
            )
            .Count()
            .ShouldBe(missing);

    [Fact]
    public void A_table_may_name_keys_and_ask_for_them_later() =>
        PageTexts
            .Strays(
                Tree.Of(
                    ("src/Dashboards/Facts/FactKind.cs", "class C { object O => new Kind(\"a.b-c\"); }"),
                    ("src/Dashboards/Wordings/words.en.txt", "a.b-c = Said\n")
                )
            )
            .ShouldBeEmpty();
}
