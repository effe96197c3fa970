using Banzhang.Platform.Ui;

namespace Banzhang.Tests.Rules.Ui;

public sealed class Ui_forms
{
    [Fact]
    public async Task A_field_ties_label_hint_and_error_to_its_control()
    {
        var field = await Rendered.Element<TextInput>(new() { ["Name"] = "Limit", ["Label"] = "Resolve within", ["Hint"] = "hours", ["Error"] = "Not shorter than 4", ["Required"] = true });
        var input = field.QuerySelector("input")!;

        Assert.Equal(input.Id, field.QuerySelector("label")!.GetAttribute("for"));
        Assert.Equal("Limit-error Limit-hint", input.GetAttribute("aria-describedby"));
        Assert.Equal("Not shorter than 4", field.QuerySelector("#Limit-error")!.TextContent.Trim());
        Assert.Equal(("true", true), (input.GetAttribute("aria-invalid"), input.HasAttribute("required")));
        Assert.Contains("invalid", field.ClassList);
    }

    [Fact]
    public async Task A_hidden_label_still_names_the_control() =>
        Assert.Equal("sr", (await Rendered.Element<TextArea>(new() { ["Name"] = "Note", ["Label"] = "Note", ["HideLabel"] = true })).QuerySelector("label[for=Note]")!.ClassName);

    [Fact]
    public async Task A_number_is_typed_as_text_so_that_a_wheel_cannot_change_it()
    {
        var input = (await Rendered.Element<TextInput>(new() { ["Name"] = "N", ["Label"] = "N", ["Kind"] = TextKind.Number })).QuerySelector("input")!;

        Assert.Equal(("text", "decimal"), (input.GetAttribute("type"), input.GetAttribute("inputmode")));
    }

    [Fact]
    public async Task A_select_groups_its_choices_and_marks_the_chosen()
    {
        var select = await Rendered.Element<Select>(new() { ["Name"] = "Q", ["Label"] = "Queue", ["Value"] = "b", ["Choices"] = new List<Choice> { new("a", "A"), new("b", "B", Group: "G"), new("c", "C", Group: "G") } });

        Assert.Equal("b", select.QuerySelector("option[selected]")!.GetAttribute("value"));
        Assert.Equal(2, select.QuerySelectorAll("optgroup[label=G] option").Length);
    }

    [Fact]
    public async Task A_switch_is_a_switch_and_posts_only_when_on()
    {
        var input = (await Rendered.Element<Switch>(new() { ["Name"] = "Quiet", ["Label"] = "Quiet hours", ["Checked"] = true })).QuerySelector("input")!;

        Assert.Equal(("switch", "checkbox", "true"), (input.GetAttribute("role"), input.GetAttribute("type"), input.GetAttribute("value")));
        Assert.True(input.HasAttribute("checked"));
    }

    [Fact]
    public async Task A_group_of_radios_has_a_legend_and_one_choice()
    {
        var group = await Rendered.Element<RadioGroup>(new() { ["Name"] = "U", ["Legend"] = "Urgency", ["Value"] = "b", ["Choices"] = new List<Choice> { new("a", "A"), new("b", "B") } });

        Assert.Equal(("FIELDSET", "Urgency"), (group.TagName, group.QuerySelector("legend")!.TextContent));
        Assert.Equal("b", Assert.Single(group.QuerySelectorAll("input[checked]")).GetAttribute("value"));
    }

    [Fact]
    public async Task An_act_is_a_plain_post_with_its_token_and_a_place_for_the_refusal()
    {
        var form = await Rendered.Element<ActForm>(new() { ["Action"] = "/tickets/1/resolve", ["Token"] = "t0ken" });

        Assert.Equal(("post", "/tickets/1/resolve"), (form.GetAttribute("method"), form.GetAttribute("action")));
        Assert.True(form.HasAttribute("data-act"));
        Assert.Equal("t0ken", form.QuerySelector("input[name=__RequestVerificationToken][type=hidden]")!.GetAttribute("value"));
        Assert.NotNull(form.QuerySelector("[data-refusal]"));
    }

    [Fact]
    public async Task The_composer_works_as_a_plain_form_and_keeps_what_is_typed()
    {
        var composer = await Rendered.Element<Composer>(new() { ["Id"] = "c", ["Action"] = "/tickets/1/messages", ["DraftUrl"] = "/tickets/1/draft", ["Draft"] = "Hello <b>", ["Mode"] = ComposerMode.Note });

        Assert.True(composer.HasAttribute("data-keep"));
        Assert.Equal("/tickets/1/draft", composer.GetAttribute("data-draft-url"));
        Assert.Equal("post", composer.QuerySelector("form")!.GetAttribute("method"));
        Assert.Equal("Hello <b>", composer.QuerySelector("textarea[name=Text]")!.TextContent);
        Assert.Equal("note", composer.QuerySelector("input[name=Mode][checked]")!.GetAttribute("value"));
        Assert.Contains("note", composer.QuerySelector(".composer")!.ClassList);
        Assert.NotNull(composer.QuerySelector("button[type=submit]"));
    }
}
