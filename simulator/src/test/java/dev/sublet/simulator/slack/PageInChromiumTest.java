package dev.sublet.simulator.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import dev.sublet.simulator.slack.EchoApp.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page in a real browser with a small app behind it. Pictures lie in target/slack afterwards. */
final class PageInChromiumTest {
    private static final Path CHROMIUM = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of("no-chromium"));
    private static final Path PICTURES = Path.of("target", "slack");
    private static final String EVIL = "<script>document.title=1</script><img src=x onerror=document.title=2>";
    private static final String FORM =
            "{'type':'modal','callback_id':'create','title':{'type':'plain_text','text':'Create a vcluster'},"
                    + "'submit':{'type':'plain_text','text':'Create'},'blocks':["
                    + "{'type':'section','block_id':'quote','text':{'type':'mrkdwn','text':'*EUR 4.20* per day, `cc-1001`. Budget left: *EUR 812*.'}},"
                    + "{'type':'input','block_id':'name','label':{'type':'plain_text','text':'Name'},'hint':{'type':'plain_text','text':'Lower case letters, digits, dashes'},"
                    + "'element':{'type':'plain_text_input','action_id':'v','max_length':20}},"
                    + "{'type':'input','block_id':'size','label':{'type':'plain_text','text':'Size'},'element':{'type':'static_select','action_id':'v','options':["
                    + "{'text':{'type':'plain_text','text':'Small'},'value':'s'},{'text':{'type':'plain_text','text':'Large'},'value':'l'}],"
                    + "'initial_option':{'text':{'type':'plain_text','text':'Small'},'value':'s'}}},"
                    + "{'type':'input','block_id':'center','label':{'type':'plain_text','text':'Cost center'},'element':{'type':'external_select','action_id':'v','min_query_length':1}},"
                    + "{'type':'input','block_id':'night','optional':true,'label':{'type':'plain_text','text':'Sleep'},'element':{'type':'checkboxes','action_id':'v','options':["
                    + "{'text':{'type':'plain_text','text':'Sleep at night'},'value':'night','description':{'type':'plain_text','text':'Saves about EUR 1.40 a day'}}]}},"
                    + "{'type':'input','block_id':'end','optional':true,'label':{'type':'plain_text','text':'Until'},'element':{'type':'datepicker','action_id':'v'}}]}";

    private static Playwright playwright;
    private static Browser browser;

    private final SlackStandIn slack = SlackStandIn.start(AppSettings.of("sublet", "/vcluster"), Clock.systemUTC());
    private final EchoApp app = new EchoApp(slack);
    private final Person ann = slack.workspace().person("ann", "ann@example.com");
    private final Person bob = slack.workspace().person("bob", "bob@example.com");
    private final Person gus = slack.workspace().guest("gus", "gus@elsewhere.example");
    private final Channel payments = slack.workspace().channel("payments", ann, bob);
    private final Channel platform = slack.workspace().channel("platform", ann, bob, gus);
    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;

    @BeforeAll
    static void open() throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM),
                "skipped: there is no chromium; install it, such as apt-get install chromium");
        Files.createDirectories(PICTURES);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(CHROMIUM).setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void closeBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void behave() {
        app.behaviour = request -> {
            JsonNode payload = request.payload();
            switch (payload.path("type").asText()) {
                case "block_suggestion" -> {
                    return Reply.json(
                            "{'options':[{'text':{'type':'plain_text','text':'cc-1001 Payments'},'value':'cc-1001'},"
                                    + "{'text':{'type':'plain_text','text':'cc-1002 Search'},'value':'cc-1002'}]}");
                }
                case "view_submission" -> {
                    String name = payload.at("/view/state/values/name/v/value").asText();
                    if (name.contains(" ")) {
                        return Reply.json("{'response_action':'errors','errors':{'name':'No spaces, please'}}");
                    }
                    post(name, "waits for approval", true);
                }
                case "block_actions" -> {
                    String message = payload.at("/container/message_ts").asText();
                    app.call(
                            "chat.update",
                            "{'channel':'" + payments.id() + "','ts':'" + message + "','text':'ready','blocks':"
                                    + blocks(
                                            "web",
                                            "*ready* after 41 s, approved by <@"
                                                    + payload.at("/user/id").asText() + ">",
                                            false)
                                    + "}");
                }
                case "event_callback" -> {
                    if (payload.at("/event/type").asText().equals("app_home_opened")) {
                        app.call(
                                "views.publish",
                                "{'user_id':'" + payload.at("/event/user").asText()
                                        + "','view':{'type':'home','blocks':[{'type':'header','text':{'type':'plain_text','text':'My vclusters'}},"
                                        + "{'type':'section','text':{'type':'mrkdwn','text':'*web* in `host-1`: EUR 12.60 this month'},'accessory':"
                                        + "{'type':'button','action_id':'pause','text':{'type':'plain_text','text':'Pause'}}},{'type':'divider'},"
                                        + "{'type':'context','elements':[{'type':'mrkdwn','text':'Expires in 3 days'}]}]}}");
                    }
                }
                default -> {
                    if (payload.path("text").asText().equals("create")) {
                        app.call(
                                "views.open",
                                "{'trigger_id':'" + payload.path("trigger_id").asText() + "','view':" + FORM + "}");
                    } else {
                        return Reply.json("{'text':'You have *1* vcluster: web'}");
                    }
                }
            }
            return Reply.ok();
        };
    }

    private void post(String name, String state, boolean buttons) {
        app.call(
                "chat.postMessage",
                "{'channel':'" + payments.id() + "','text':'" + name + "','blocks':" + blocks(name, state, buttons)
                        + "}");
    }

    private static String blocks(String name, String state, boolean buttons) {
        String actions =
                ",{'type':'actions','elements':[{'type':'button','style':'primary','action_id':'yes','text':{'type':'plain_text','text':'Approve'}},"
                        + "{'type':'button','style':'danger','action_id':'no','text':{'type':'plain_text','text':'Refuse'},'confirm':{"
                        + "'title':{'type':'plain_text','text':'Refuse?'},'text':{'type':'plain_text','text':'Ann is told.'},"
                        + "'confirm':{'type':'plain_text','text':'Refuse it'},'deny':{'type':'plain_text','text':'Keep'}}}]}";
        return "[{'type':'section','text':{'type':'mrkdwn','text':'*" + name + "* " + state + "'}}"
                + (buttons ? actions : "") + "]";
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
        app.close();
        slack.close();
    }

    private Page page(int width, int height) {
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height));
        context.setDefaultTimeout(30_000);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!request.url().startsWith(slack.url()) && !request.url().startsWith("data:")) {
                complaints.add("asked " + request.url());
            }
        });
        page.navigate(slack.url() + "?as=" + ann.id());
        page.getByText("Stand-in for Slack").waitFor();
        return page;
    }

    private static void picture(Page page, String name) {
        page.screenshot(new ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    private static Locator composer(Page page) {
        return page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Message #payments"));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void a_command_opens_a_form_its_message_has_buttons_and_is_edited_under_the_eyes_of_the_other() {
        Page page = page(1280, 800);
        composer(page).fill("/v");
        page.locator("#commands [role=option]").waitFor();
        picture(page, "1-autocompletion");
        composer(page).press("Tab");
        composer(page).pressSequentially("create");
        composer(page).press("Enter");
        Locator modal = page.getByRole(AriaRole.DIALOG);
        modal.waitFor();
        button(page, "Create").click();
        page.getByText("Please complete this required field.").first().waitFor();
        picture(page, "2-form-errors");
        modal.getByLabel("Name").fill("my web");
        modal.getByLabel("Cost center").fill("pay");
        button(page, "cc-1001 Payments").click();
        modal.getByLabel("Sleep at night").check();
        modal.getByLabel("Until").fill("2026-12-24");
        button(page, "Create").click();
        page.getByText("No spaces, please").waitFor();
        modal.getByLabel("Name").fill("web");
        picture(page, "3-form");
        button(page, "Create").click();
        page.getByText("waits for approval").waitFor();
        assertEquals(0, page.getByRole(AriaRole.DIALOG).count());
        JsonNode values = app.got.stream()
                .filter(got -> got.payload().path("type").asText().equals("view_submission"))
                .reduce((first, second) -> second)
                .orElseThrow()
                .payload()
                .at("/view/state/values");
        assertEquals("web", values.at("/name/v/value").asText());
        assertEquals("s", values.at("/size/v/selected_option/value").asText());
        assertEquals("cc-1001", values.at("/center/v/selected_option/value").asText());
        assertEquals("night", values.at("/night/v/selected_options/0/value").asText());
        assertEquals("2026-12-24", values.at("/end/v/selected_date").asText());
        page.getByLabel("You are").selectOption(bob.id());
        button(page, "Refuse").click();
        page.getByText("Ann is told.").waitFor();
        picture(page, "4-confirmation");
        button(page, "Keep").click();
        button(page, "Approve").click();
        page.getByText("after 41 s").waitFor();
        assertEquals(
                0,
                page.getByText("Approve", new Page.GetByTextOptions().setExact(true))
                        .count());
        assertEquals(bob.id(), app.last().payload().at("/user/id").asText());
        picture(page, "5-edited");
        assertEquals(List.of(), complaints);
        assertEquals(List.of(), slack.refusals());
    }

    @Test
    void home_threads_and_whispers_are_shown_to_whom_they_belong() {
        Page page = page(1280, 800);
        composer(page).fill("/vcluster list");
        composer(page).press("Enter");
        page.getByText("Only visible to you").waitFor();
        composer(page).fill("@sublet what did payments cost?");
        composer(page).press("Enter");
        page.getByText("what did payments cost?").waitFor();
        page.locator(".said").last().hover();
        page.locator(".said").last().getByText("Reply in thread").click();
        Locator thread = page.getByLabel("Reply in thread");
        thread.fill("and search?");
        thread.press("Enter");
        page.getByText("and search?").waitFor();
        page.getByText("1 reply").waitFor();
        picture(page, "6-thread");
        page.getByLabel("You are").selectOption(bob.id());
        page.getByText("Only visible to you")
                .waitFor(new Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        assertEquals(1, page.getByText("what did payments cost?").count());
        page.getByText("Sublet: Home")
                .or(page.getByText("sublet: Home"))
                .first()
                .click();
        page.getByText("My vclusters").waitFor();
        picture(page, "7-home");
        button(page, "Pause").click();
        page.getByLabel("You are").selectOption(gus.id());
        button(page, "# payments")
                .waitFor(new Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        assertEquals(1, button(page, "# platform").count());
        assertEquals(List.of(), complaints);
    }

    @Test
    void it_fits_a_telephone_and_an_enlarged_page_and_works_by_keyboard() {
        post("web", "waits for approval and says quite a lot about it so that lines have to be broken somewhere", true);
        for (int[] size : new int[][] {{380, 700}, {640, 400}}) {
            Page page = page(size[0], size[1]);
            page.getByText("waits for approval").waitFor();
            Object wider = page.evaluate("document.documentElement.scrollWidth - innerWidth");
            assertEquals(0, wider, size[0] + " px");
            composer(page).focus();
            page.keyboard().type("/vcluster create");
            page.keyboard().press("Enter");
            page.getByRole(AriaRole.DIALOG).waitFor();
            picture(page, "8-form-" + size[0]);
            page.keyboard().press("Escape");
            page.getByRole(AriaRole.DIALOG)
                    .waitFor(new Locator.WaitForOptions()
                            .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN));
            picture(page, "9-talk-" + size[0]);
            context.close();
        }
        assertEquals(List.of(), complaints);
    }

    @Test
    void texts_stay_texts_and_foreign_pages_are_kept_out() throws Exception {
        app.call(
                "chat.postMessage",
                "{'channel':'" + payments.id() + "','text':'" + EVIL + "','blocks':"
                        + blocks(EVIL, "*" + EVIL + "*", true) + "}");
        Page page = page(1280, 800);
        page.locator(".said").first().waitFor();
        assertEquals("Stand-in for Slack", page.title());
        assertEquals(0, page.locator(".said script, .said img").count());
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest foreign = HttpRequest.newBuilder(URI.create(slack.url() + "page/act"))
                .header("Origin", "http://evil.example")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertEquals(
                421, client.send(foreign, HttpResponse.BodyHandlers.ofString()).statusCode());
        HttpRequest form = HttpRequest.newBuilder(URI.create(slack.url() + "page/act"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertEquals(
                415, client.send(form, HttpResponse.BodyHandlers.ofString()).statusCode());
        HttpResponse<String> index = client.send(
                HttpRequest.newBuilder(URI.create(slack.url())).build(), HttpResponse.BodyHandlers.ofString());
        assertTrue(
                index.headers().firstValue("Content-Security-Policy").orElse("").startsWith("default-src 'none'"));
        assertFalse(index.body().contains("http"));
        assertEquals(platform.name(), "platform");
    }
}
