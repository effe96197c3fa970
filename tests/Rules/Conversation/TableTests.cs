using System.Text;
using Banzhang.Conversation.Classification;
using Banzhang.Kernel;

namespace Banzhang.Tests.Rules.Conversation;

public class TableTests
{
    [Fact]
    public void Quoted_cells_hold_commas_quotes_and_lines()
    {
        var table = Csv("text,label\r\n\"a, \"\"b\"\"\nc\",x\r\n\r\nplain,y").Value;

        Assert.Equal(["a, \"b\"\nc", "plain"], table.Cells("text").Value);
        Assert.Equal(["x", "y"], table.Cells("label").Value);
        Assert.Equal([2L, 5L], table.Rows.Select(row => row.Line));
    }

    [Fact]
    public void Columns_are_joined_by_lines() => Assert.Equal("s\nb", Csv("subject,body\ns,b").Value.Samples("subject,body").Value[0].Text);

    [Fact]
    public void A_column_of_turns_holds_conversations()
    {
        var table = Table.Read("""{"turns":[{"speaker":"agent","text":"Hi"}],"n":5}"""u8, true).Value;

        Assert.Equal("Hi", Assert.Single(Assert.Single(table.Samples("turns").Value).Turns!).Text);
        Assert.Equal(["5"], table.Cells("n").Value);
    }

    [Fact]
    public void A_field_that_comes_up_later_is_empty_before() =>
        Assert.Equal(["", "2"], Table.Read("{\"a\":1}\n{\"b\":2}"u8, true).Value.Cells("b").Value);

    [Fact]
    public void A_chinese_spreadsheets_encoding_is_read() =>
        Assert.Equal(["\u9000\u6b3e"], Table.Read([.. "t\n"u8, 0xCD, 0xCB, 0xBF, 0xEE], false).Value.Cells("t").Value);

    [Theory]
    [InlineData("a,b\n1", nameof(RowHasOtherWidth), 2)]
    [InlineData("a,b\n1,2\n\"x,3", nameof(QuoteIsOpen), 3)]
    [InlineData("a,\"b\n1", nameof(QuoteIsOpen), 1)]
    public void A_broken_row_is_named_by_its_line(string csv, string refusal, long line) =>
        Assert.Equal((refusal, line), (Csv(csv).Refusal!.Code, (long)Csv(csv).Refusal!.Arguments[0]));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_empty_file_is_no_table(bool isJsonLines) => Assert.IsType<TableIsEmpty>(Table.Read("\uFEFF"u8, isJsonLines).Refusal);

    [Theory]
    [InlineData("{\"a\":1}\n{", 2)]
    [InlineData("5", 1)]
    public void A_broken_json_line_is_named(string json, long line) => Assert.Equal(line, Assert.IsType<RowIsBroken>(Table.Read(Encoding.UTF8.GetBytes(json), true).Refusal).Line);

    [Fact]
    public void A_column_that_is_not_there_is_named_with_those_that_are() =>
        Assert.Equal(new ColumnIsMissing("c", "a, b"), Csv("a,b\n1,2").Value.Samples("c").Refusal);

    private static Outcome<Table> Csv(string text) => Table.Read(Encoding.UTF8.GetBytes(text), false);
}
