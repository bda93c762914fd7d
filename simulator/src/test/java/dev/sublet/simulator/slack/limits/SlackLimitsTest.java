package dev.sublet.simulator.slack.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each limit with the longest that fits and the shortest that does not. */
final class SlackLimitsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPTION = "{'text':{'type':'plain_text','text':'one'},'value':'1'}";

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException malformed) {
            throw new UncheckedIOException(text, malformed);
        }
    }

    private static String x(int count) {
        return "x".repeat(count);
    }

    private static String times(int count, String one) {
        return IntStream.range(0, count)
                .mapToObj(index -> one.replace("#", Integer.toString(index)))
                .collect(Collectors.joining(","));
    }

    private static String plain(String text) {
        return "{'type':'plain_text','text':'" + text + "'}";
    }

    private static String section(String text) {
        return "{'type':'section','text':{'type':'mrkdwn','text':'" + text + "'}}";
    }

    private static String actions(String... elements) {
        return "{'type':'actions','elements':[" + String.join(",", elements) + "]}";
    }

    private static String button(String more) {
        return "{'type':'button','text':" + plain("Go") + more + "}";
    }

    private static String input(String element) {
        return "{'type':'input','label':" + plain("Name") + ",'element':" + element + "}";
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                pair(
                        "blocks of a message",
                        times(50, section("a")),
                        times(51, section("a")),
                        "no more than 50 items allowed",
                        "/blocks"),
                pair(
                        "section text",
                        section(x(3000)),
                        section(x(3001)),
                        "must be less than 3001 characters",
                        "/blocks/0/text/text"),
                pair("empty text", section("a"), section(""), "must be more than 0 characters", "/blocks/0/text/text"),
                pair(
                        "fields",
                        "{'type':'section','fields':[" + times(10, plain("f")) + "]}",
                        "{'type':'section','fields':[" + times(11, plain("f")) + "]}",
                        "no more than 10 items allowed",
                        "/blocks/0/fields"),
                pair(
                        "field",
                        "{'type':'section','fields':[" + plain(x(2000)) + "]}",
                        "{'type':'section','fields':[" + plain(x(2001)) + "]}",
                        "must be less than 2001 characters",
                        "/blocks/0/fields/0/text"),
                pair(
                        "header",
                        "{'type':'header','text':" + plain(x(150)) + "}",
                        "{'type':'header','text':" + plain(x(151)) + "}",
                        "must be less than 151 characters",
                        "/blocks/0/text/text"),
                pair(
                        "header in mrkdwn",
                        "{'type':'header','text':" + plain("a") + "}",
                        "{'type':'header','text':{'type':'mrkdwn','text':'a'}}",
                        "must be a valid enum value",
                        "/blocks/0/text/type"),
                pair(
                        "context",
                        "{'type':'context','elements':[" + times(10, plain("c")) + "]}",
                        "{'type':'context','elements':[" + times(11, plain("c")) + "]}",
                        "no more than 10 items allowed",
                        "/blocks/0/elements"),
                pair(
                        "actions",
                        actions(times(25, button(""))),
                        actions(times(26, button(""))),
                        "no more than 25 items allowed",
                        "/blocks/0/elements"),
                pair(
                        "action ids",
                        actions(button(",'action_id':'a'"), button(",'action_id':'b'")),
                        actions(button(",'action_id':'a'"), button(",'action_id':'a'")),
                        "`action_id` \"a\" already exists in this block",
                        "/blocks/0/elements/1/action_id"),
                pair(
                        "block ids",
                        "{'type':'divider','block_id':'a'},{'type':'divider','block_id':'b'}",
                        "{'type':'divider','block_id':'a'},{'type':'divider','block_id':'a'}",
                        "`block_id` \"a\" already exists for another block",
                        "/blocks/1/block_id"),
                pair(
                        "block id",
                        "{'type':'divider','block_id':'" + x(255) + "'}",
                        "{'type':'divider','block_id':'" + x(256) + "'}",
                        "must be less than 256 characters",
                        "/blocks/0/block_id"),
                pair(
                        "button text",
                        actions("{'type':'button','text':" + plain(x(75)) + "}"),
                        actions("{'type':'button','text':" + plain(x(76)) + "}"),
                        "must be less than 76 characters",
                        "/blocks/0/elements/0/text/text"),
                pair(
                        "button value",
                        actions(button(",'value':'" + x(2000) + "'")),
                        actions(button(",'value':'" + x(2001) + "'")),
                        "must be less than 2001 characters",
                        "/blocks/0/elements/0/value"),
                pair(
                        "button url",
                        actions(button(",'url':'https://a.example/" + x(2982) + "'")),
                        actions(button(",'url':'https://a.example/" + x(2983) + "'")),
                        "must be less than 3001 characters",
                        "/blocks/0/elements/0/url"),
                pair(
                        "url",
                        actions(button(",'url':'https://a.example'")),
                        actions(button(",'url':'a.example'")),
                        "invalid url",
                        "/blocks/0/elements/0/url"),
                pair(
                        "style",
                        actions(button(",'style':'danger'")),
                        actions(button(",'style':'red'")),
                        "must be a valid enum value",
                        "/blocks/0/elements/0/style"),
                pair(
                        "unknown field",
                        actions(button("")),
                        actions(button(",'colour':'red'")),
                        "invalid additional property: colour",
                        "/blocks/0/elements/0"),
                pair("unknown block", "{'type':'divider'}", "{'type':'hr'}", "unsupported type: hr", "/blocks/0/type"),
                pair(
                        "element out of place",
                        input("{'type':'plain_text_input'}"),
                        actions("{'type':'plain_text_input'}"),
                        "unsupported type: plain_text_input",
                        "/blocks/0/elements/0/type"),
                pair(
                        "missing field",
                        section("a"),
                        "{'type':'section'}",
                        "must define either `text` or `fields`",
                        "/blocks/0"),
                pair(
                        "options",
                        actions(select(times(100, OPTION))),
                        actions(select(times(101, OPTION))),
                        "no more than 100 items allowed",
                        "/blocks/0/elements/0/options"),
                pair(
                        "option text",
                        actions(select("{'text':" + plain(x(75)) + ",'value':'v'}")),
                        actions(select("{'text':" + plain(x(76)) + ",'value':'v'}")),
                        "must be less than 76 characters",
                        "/blocks/0/elements/0/options/0/text/text"),
                pair(
                        "option value",
                        actions(select("{'text':" + plain("a") + ",'value':'" + x(150) + "'}")),
                        actions(select("{'text':" + plain("a") + ",'value':'" + x(151) + "'}")),
                        "must be less than 151 characters",
                        "/blocks/0/elements/0/options/0/value"),
                pair(
                        "initial option",
                        actions(selected("'1'")),
                        actions(selected("'2'")),
                        "initial_option does not match any of the options",
                        "/blocks/0/elements/0/initial_option"),
                pair(
                        "overflow",
                        actions("{'type':'overflow','options':[" + times(5, OPTION) + "]}"),
                        actions("{'type':'overflow','options':[" + times(6, OPTION) + "]}"),
                        "no more than 5 items allowed",
                        "/blocks/0/elements/0/options"),
                pair(
                        "boxes",
                        actions("{'type':'checkboxes','options':[" + times(10, OPTION) + "]}"),
                        actions("{'type':'checkboxes','options':[" + times(11, OPTION) + "]}"),
                        "no more than 10 items allowed",
                        "/blocks/0/elements/0/options"),
                pair(
                        "placeholder",
                        input("{'type':'plain_text_input','placeholder':" + plain(x(150)) + "}"),
                        input("{'type':'plain_text_input','placeholder':" + plain(x(151)) + "}"),
                        "must be less than 151 characters",
                        "/blocks/0/element/placeholder/text"),
                pair(
                        "confirmation title",
                        actions(button(confirm(x(100), "t", "y"))),
                        actions(button(confirm(x(101), "t", "y"))),
                        "must be less than 101 characters",
                        "/blocks/0/elements/0/confirm/title/text"),
                pair(
                        "confirmation text",
                        actions(button(confirm("t", x(300), "y"))),
                        actions(button(confirm("t", x(301), "y"))),
                        "must be less than 301 characters",
                        "/blocks/0/elements/0/confirm/text/text"),
                pair(
                        "confirmation button",
                        actions(button(confirm("t", "t", x(30)))),
                        actions(button(confirm("t", "t", x(31)))),
                        "must be less than 31 characters",
                        "/blocks/0/elements/0/confirm/confirm/text"),
                pair(
                        "label",
                        "{'type':'input','label':" + plain(x(2000)) + ",'element':{'type':'datepicker'}}",
                        "{'type':'input','label':" + plain(x(2001)) + ",'element':{'type':'datepicker'}}",
                        "must be less than 2001 characters",
                        "/blocks/0/label/text"),
                pair(
                        "date",
                        input("{'type':'datepicker','initial_date':'2026-11-30'}"),
                        input("{'type':'datepicker','initial_date':'30.11.2026'}"),
                        "must be a YYYY-MM-DD date",
                        "/blocks/0/element/initial_date"),
                pair(
                        "markdown together",
                        "{'type':'markdown','text':'" + x(12_000) + "'}",
                        "{'type':'markdown','text':'" + x(6_000) + "'},{'type':'markdown','text':'" + x(6_001) + "'}",
                        "markdown blocks must be less than 12001 characters together",
                        "/blocks/1/text"),
                pair(
                        "modal's input in a message",
                        input("{'type':'plain_text_input'}"),
                        input("{'type':'number_input','is_decimal_allowed':true}"),
                        "unsupported type: number_input",
                        "/blocks/0/element/type"),
                pair("table", table(1), table(1) + "," + table(1), "only one table block allowed", "/blocks/1"),
                pair(
                        "rich text",
                        rich("{'type':'text','text':'a'}"),
                        rich("{'type':'texts','text':'a'}"),
                        "unsupported type: texts",
                        "/blocks/0/elements/0/elements/0/type"));
    }

    private static String table(int rows) {
        return "{'type':'table','rows':[" + times(rows, "[{'type':'raw_text','text':'a'}]") + "]}";
    }

    private static String rich(String inline) {
        return "{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[" + inline + "]}]}";
    }

    private static String select(String options) {
        return "{'type':'static_select','options':[" + options + "]}";
    }

    private static String selected(String value) {
        return "{'type':'static_select','options':[" + OPTION + "],'initial_option':" + OPTION.replace("'1'", value)
                + "}";
    }

    private static String confirm(String title, String text, String yes) {
        return ",'confirm':{'title':" + plain(title) + ",'text':" + plain(text) + ",'confirm':" + plain(yes)
                + ",'deny':" + plain("No") + "}";
    }

    private static Arguments pair(String what, String fits, String not, String problem, String pointer) {
        return Arguments.of(what, fits, not, "[ERROR] " + problem + " [json-pointer:" + pointer + "]");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void what_fits_is_taken_and_one_more_is_refused_with_a_pointer(
            String what, String fits, String not, String message) {
        assertEquals(List.of(), SlackLimits.messageBlocks(json("[" + fits + "]")), what);
        List<String> wrong = SlackLimits.messageBlocks(json("[" + not + "]"));
        assertTrue(wrong.contains(message), () -> what + ": " + wrong);
    }

    private static String modal(String more) {
        return "{'type':'modal','title':" + plain("Title") + ",'blocks':[" + section("a") + "]" + more + "}";
    }

    static Stream<Arguments> views() {
        return Stream.of(
                Arguments.of(modal(""), Surface.MODAL, ""),
                Arguments.of(modal(",'private_metadata':'" + x(3000) + "'"), Surface.MODAL, ""),
                Arguments.of(
                        modal(",'private_metadata':'" + x(3001) + "'"),
                        Surface.MODAL,
                        "must be less than 3001 characters [json-pointer:/view/private_metadata]"),
                Arguments.of(
                        modal(",'submit':" + plain(x(25))),
                        Surface.MODAL,
                        "must be less than 25 characters [json-pointer:/view/submit/text]"),
                Arguments.of(
                        modal(",'submit_disabled':true"),
                        Surface.MODAL,
                        "invalid additional property: submit_disabled [json-pointer:/view]"),
                Arguments.of(
                        "{'type':'modal','title':" + plain("T") + ",'blocks':[" + input("{'type':'email_text_input'}")
                                + "]}",
                        Surface.MODAL,
                        "missing required field: submit [json-pointer:/view]"),
                Arguments.of(
                        "{'type':'modal','blocks':[]}",
                        Surface.MODAL,
                        "missing required field: title [json-pointer:/view]"),
                Arguments.of(
                        "{'type':'modal','title':" + plain("T") + ",'submit':" + plain("S") + ",'blocks':["
                                + times(2, input("{'type':'plain_text_input','focus_on_load':true}")) + "]}",
                        Surface.MODAL,
                        "only one element may have `focus_on_load` [json-pointer:/view/blocks/1/element/focus_on_load]"),
                Arguments.of("{'type':'home','blocks':[" + times(100, section("a")) + "]}", Surface.HOME, ""),
                Arguments.of(
                        "{'type':'home','blocks':[" + times(101, section("a")) + "]}",
                        Surface.HOME,
                        "no more than 100 items allowed [json-pointer:/view/blocks]"),
                Arguments.of(
                        "{'type':'home','title':" + plain("T") + ",'blocks':[]}",
                        Surface.HOME,
                        "invalid additional property: title [json-pointer:/view]"),
                Arguments.of(
                        "{'type':'home','blocks':[{'type':'markdown','text':'a'}]}",
                        Surface.HOME,
                        "unsupported type: markdown [json-pointer:/view/blocks/0/type]"));
    }

    @ParameterizedTest
    @MethodSource("views")
    void a_view_is_held_against_its_surface(String view, Surface surface, String problem) {
        List<String> expected = problem.isEmpty() ? List.of() : List.of("[ERROR] " + problem);
        assertEquals(expected, SlackLimits.view(json(view), surface));
    }

    @Test
    void suggestions_are_at_most_a_hundred_options() {
        assertEquals(List.of(), SlackLimits.suggestions(json("{'options':[" + times(100, OPTION) + "]}")));
        assertEquals(List.of(), SlackLimits.suggestions(json("{'options':[]}")));
        assertEquals(
                List.of("[ERROR] no more than 100 items allowed [json-pointer:/options]"),
                SlackLimits.suggestions(json("{'options':[" + times(101, OPTION) + "]}")));
        assertEquals(1, SlackLimits.suggestions(json("{}")).size());
    }

    @Test
    void what_is_no_block_at_all_is_refused_without_an_exception() {
        for (String odd :
                List.of("{}", "'a'", "1", "[1]", "[null]", "[[]]", "[{'type':1}]", "[{'type':'section','text':'a'}]")) {
            assertTrue(!SlackLimits.messageBlocks(json(odd)).isEmpty(), odd);
        }
    }

    @Test
    void findings_are_bounded() {
        assertEquals(
                50,
                SlackLimits.messageBlocks(json("[" + times(500, "{'type':'hr'}") + "]"))
                        .size());
    }
}
