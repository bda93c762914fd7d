package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages in a real browser, with names that want to break out: on a desk, on a telephone, in the dark, enlarged, by keyboard and as axe-core
 * sees them. Pictures of each lie in target/pages afterwards.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PagesInChromiumTest {
    private static final Path CHROMIUM = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of("no-chromium"));
    private static final Path PICTURES = Path.of("target", "pages");
    private static final String EVIL = "<script>document.title=1</script>\"''><img src=x onerror=document.title=2>";
    private static final List<String> PAGES = List.of(
            "/?month=2026-09",
            "/vclusters/v-1?month=2026-09",
            "/statement?month=2026-09",
            "/explain?month=2026-09",
            "/audit",
            "/requests",
            "/nothing-there");

    @TempDir
    private static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static ApiHouse house;

    private static @Nullable Playwright playwright;

    @SuppressWarnings("NullAway.Init")
    private static com.microsoft.playwright.Browser browser;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void open() throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM),
                "skipped: there is no chromium; install it, such as apt-get install chromium");
        house = new ApiHouse(folder);
        String evil = EVIL.replace("'", "''");
        SimulatedLedger.sql(
                house.ledger(),
                "UPDATE pod_span SET vcluster = '" + evil + "' WHERE vcluster_uid = 'v-1'",
                "UPDATE owner_span SET cost_center = '" + evil + "' WHERE cost_center = 'beta'",
                """
                INSERT INTO lifecycle_action VALUES ('r/refused', 'r', '2026-09', 1790000000000, 'c', 'host', '%s', 'u', 'team', 'alpha',
                    'create', '%s', 'bob', 'slack', '{}', 'refused', '%s')
                """.formatted(evil, evil, evil));
        Files.createDirectories(PICTURES);
        Playwright started = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        playwright = started;
        browser = started.chromium()
                .launch(new LaunchOptions().setExecutablePath(CHROMIUM).setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void close() {
        Playwright started = playwright;
        if (started != null) {
            started.close();
            house.close();
        }
    }

    private Page signedIn(NewContextOptions options) {
        BrowserContext context = browser.newContext(options.setBaseURL("http://127.0.0.1:" + house.port()));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("404")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!request.url().startsWith("http://127.0.0.1:" + house.port() + "/")) {
                complaints.add("asked for " + request.url());
            }
        });
        page.navigate("/sign-in");
        page.getByLabel("Token").fill("aude");
        page.keyboard().press("Enter");
        page.waitForURL("**/");
        return page;
    }

    private static String axe() {
        try (InputStream stream = PagesInChromiumTest.class.getResourceAsStream(
                "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
            assertTrue(stream != null, "axe-core is on the class path");
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** By the protocol, since the pages' policy lets no foreign script in. */
    private static Object faults(Page page) {
        page.evaluate(axe());
        return page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
                + ".filter(v => ['moderate', 'serious', 'critical'].includes(v.impact))"
                + ".map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | '))");
    }

    private void look(String name, NewContextOptions options, boolean accessible) {
        try (Page page = signedIn(options)) {
            for (String path : PAGES) {
                page.navigate(path);
                String shown = name + path.replaceAll("[^a-z]+", "-").replaceAll("-$", "");
                page.evaluate("document.querySelectorAll('details').forEach(d => d.open = false)");
                page.screenshot(new ScreenshotOptions()
                        .setPath(PICTURES.resolve(shown + ".png"))
                        .setFullPage(true));
                assertEquals(
                        0,
                        page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"),
                        shown + " is wider than its window");
                if (accessible) {
                    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
                    assertEquals(List.of(), faults(page), shown);
                }
            }
        }
        assertEquals(List.of(), complaints);
    }

    @Test
    void on_a_desk_nothing_is_wrong_for_anybody() {
        look("desk", new NewContextOptions().setViewportSize(1280, 900), true);
    }

    @Test
    void on_a_telephone_nothing_is_cut_off() {
        look("phone", new NewContextOptions().setViewportSize(380, 800), true);
    }

    @Test
    void in_the_dark_all_can_be_read() {
        look("dark", new NewContextOptions().setViewportSize(1280, 900).setColorScheme(ColorScheme.DARK), true);
    }

    @Test
    void at_twice_the_size_nothing_is_cut_off() {
        look("twice", new NewContextOptions().setViewportSize(640, 450).setDeviceScaleFactor(2), false);
    }

    @Test
    void a_name_is_text_wherever_it_stands() {
        try (Page page = signedIn(new NewContextOptions())) {
            for (String path : PAGES) {
                page.navigate(path);
                assertTrue(page.title().endsWith("Sublet"), path + " ran what a tenant wrote: " + page.title());
            }
            page.navigate("/?month=2026-09");
            assertEquals(
                    1,
                    page.locator("tbody a", new Page.LocatorOptions().setHasText(EVIL))
                            .count());
            page.locator("tbody a", new Page.LocatorOptions().setHasText(EVIL)).click();
            assertEquals(EVIL, page.locator("h1").textContent());
        }
        assertEquals(List.of(), complaints);
    }

    @Test
    void the_keyboard_alone_leads_from_an_amount_down_to_its_hour() {
        try (Page page = signedIn(new NewContextOptions())) {
            page.navigate("/explain?month=2026-09");
            page.keyboard().press("Tab");
            assertEquals("Skip to content", page.evaluate("document.activeElement.textContent"));
            page.keyboard().press("Enter");
            int levels = 0;
            while (page.locator("#parts").count() > 0 && levels < 20) {
                String before = page.url();
                page.locator("tbody a").first().focus();
                page.keyboard().press("Enter");
                page.waitForURL(url -> !url.equals(before));
                levels++;
            }
            assertTrue(
                    levels > 3 && page.url().contains("hour="),
                    levels + " levels at " + page.url() + ": "
                            + page.locator("main").textContent());
            assertTrue(
                    page.locator("main").textContent().contains("how"),
                    page.locator("main").textContent());
        }
    }
}
