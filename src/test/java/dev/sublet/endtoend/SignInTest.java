package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.api.ApiSettings;
import dev.sublet.signin.OidcSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People sign in at a real OpenID Connect server, and what each then may. */
class SignInTest {
    private static final String ISSUER = "house";
    private static final String CLIENT = "sublet";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MockOAuth2Server PROVIDER = new MockOAuth2Server();

    @TempDir
    private static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static ApiHouse house;

    @BeforeAll
    static void open() throws IOException {
        PROVIDER.start(InetAddress.getLoopbackAddress(), 0);
        Path roles = folder.resolve("roles.yaml");
        Files.writeString(roles, """
                roles:
                  - {person: Ada@example.com, role: finance, costCenters: ["*"]}
                  - {person: vera@example.com, role: viewer, costCenters: [alpha]}
                  - {group: finance-team, role: finance, costCenters: ["*"]}
                  - {person: mix@example.com, role: finance, costCenters: [alpha]}
                  - {person: mix@example.com, role: viewer, costCenters: ["*"]}
                """);
        OidcSettings oidc = new OidcSettings(
                URI.create(PROVIDER.issuerUrl(ISSUER).toString()),
                CLIENT,
                "a secret of the client",
                "email",
                "groups",
                List.of("openid", "email"),
                roles);
        house = new ApiHouse(folder, ApiSettings.defaults(), oidc, Clock.systemUTC(), answers -> answers);
    }

    @AfterAll
    static void close() {
        house.close();
        PROVIDER.shutdown();
    }

    private static Browser browser() {
        return new Browser("http://127.0.0.1:" + house.port());
    }

    private static void next(Map<String, Object> claims) {
        PROVIDER.enqueueCallback(
                new DefaultOAuth2TokenCallback(ISSUER, "someone", "JWT", List.of(CLIENT), claims, 3600));
    }

    private static HttpResponse<String> signIn(Browser browser, String email, String... groups) {
        next(Map.of("email", email, "groups", List.of(groups)));
        return browser.open("/sign-in/start?to=/sign-in/device");
    }

    @Test
    void somebody_with_a_role_is_signed_in_and_gets_where_she_wanted_to_go() {
        Browser browser = browser();
        HttpResponse<String> page = signIn(browser, "vera@example.com");
        assertEquals(200, page.statusCode(), page.body());
        assertTrue(page.uri().getPath().equals("/sign-in/device"), page.uri().toString());
        assertTrue(page.body().contains("vera@example.com"), page.body());
        assertFalse(browser.cookie("sublet").isEmpty());
    }

    @Test
    void the_session_s_cookie_is_for_no_script_and_no_other_site() {
        Browser browser = browser();
        HttpResponse<String> begun = browser.look("/sign-in/start");
        assertEquals(303, begun.statusCode(), begun.body());
        String address = begun.headers().firstValue("Location").orElseThrow();
        assertTrue(address.contains("code_challenge_method=S256"), address);
        assertTrue(address.contains("nonce=") && address.contains("state="), address);
        String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(cookie.contains("HTTPOnly") && cookie.contains("SameSite=Lax"), cookie);
        HttpResponse<String> entered =
                browser.submit("/sign-in/token", Map.of("token", "vera", "to", "//evil.example"));
        String session = entered.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(session.contains("HTTPOnly") && session.contains("SameSite=Lax"), session);
        assertEquals("/", entered.headers().firstValue("Location").orElseThrow(), "never to another site");
    }

    @Test
    void who_has_no_role_gets_no_session() {
        Browser browser = browser();
        HttpResponse<String> page = signIn(browser, "nobody@example.com");
        assertEquals(403, page.statusCode());
        assertTrue(page.body().contains("nobody@example.com has no role here"), page.body());
        assertEquals("", browser.cookie("sublet"));
    }

    @Test
    void a_group_gives_its_members_a_role() {
        Browser browser = browser();
        signIn(browser, "gwen@example.com", "finance-team");
        assertEquals(200, house.get(browser.cookie("sublet"), "/closes").statusCode());
    }

    @Test
    void one_role_does_not_widen_what_another_one_reaches() {
        Browser browser = browser();
        signIn(browser, "mix@example.com");
        String token = browser.cookie("sublet");
        assertEquals(403, house.get(token, "/closes").statusCode(), "finance of alpha alone");
        assertEquals(200, house.get(token, "/statements?" + ApiHouse.MONTH).statusCode(), "viewer of all");
    }

    @Test
    void another_browser_cannot_end_a_sign_in() {
        Browser browser = browser();
        String address =
                browser.look("/sign-in/start").headers().firstValue("Location").orElseThrow();
        next(Map.of("email", "ada@example.com"));
        HttpResponse<String> back = browser.look(address);
        String callback = back.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> stolen = browser().open(callback);
        assertEquals(400, stolen.statusCode(), stolen.body());
        assertEquals(303, browser.look(callback).statusCode(), "the one that began it can");
        assertEquals(400, browser.look(callback).statusCode(), "once");
    }

    @Test
    void an_address_that_the_provider_has_not_verified_is_refused() {
        Browser browser = browser();
        next(Map.of("email", "ada@example.com", "email_verified", false));
        HttpResponse<String> page = browser.open("/sign-in/start");
        assertEquals(403, page.statusCode(), page.uri() + " " + page.body());
        assertTrue(page.body().contains("not verified"), page.body());
        assertEquals("", browser.cookie("sublet"));
    }

    @Test
    void signing_out_ends_the_session_for_whoever_copied_it() {
        Browser browser = browser();
        signIn(browser, "ada@example.com");
        String token = browser.cookie("sublet");
        assertEquals(200, house.get(token, "/closes").statusCode());
        assertEquals(303, browser.submit("/sign-out", Map.of()).statusCode());
        assertEquals(401, house.get(token, "/closes").statusCode());
    }

    @Test
    void a_form_of_another_site_is_refused() {
        Browser browser = browser();
        signIn(browser, "ada@example.com");
        assertEquals(
                403,
                browser.submit("/sign-out", Map.of(), "Origin", "https://evil.example")
                        .statusCode());
        assertEquals(
                403,
                browser.submit("/sign-out", Map.of(), "Sec-Fetch-Site", "cross-site")
                        .statusCode());
        assertEquals(200, house.get(browser.cookie("sublet"), "/closes").statusCode(), "still signed in");
    }

    @Test
    void a_command_line_is_signed_in_by_the_code_that_it_shows() throws IOException {
        Browser browser = browser();
        Browser commandLine = browser();
        JsonNode begun = JSON.readTree(
                commandLine.submit("/sign-in/command-line", Map.of()).body());
        Map<String, String> ask =
                Map.of("device_code", begun.path("device_code").asText());
        HttpResponse<String> early = commandLine.submit("/sign-in/command-line/token", ask);
        assertEquals(400, early.statusCode());
        assertTrue(early.body().contains("authorization_pending"), early.body());
        signIn(browser, "ada@example.com");
        assertEquals(
                404,
                browser.submit("/sign-in/device", Map.of("code", "BBBB-BBBB")).statusCode());
        HttpResponse<String> done = browser.submit(
                "/sign-in/device",
                Map.of("code", begun.path("user_code").asText().toLowerCase(java.util.Locale.ROOT)));
        assertEquals(200, done.statusCode(), done.body());
        JsonNode token = JSON.readTree(
                commandLine.submit("/sign-in/command-line/token", ask).body());
        String session = token.path("access_token").asText();
        assertNotEquals(browser.cookie("sublet"), session, "a session of its own");
        assertEquals(200, house.get(session, "/closes").statusCode());
        assertTrue(commandLine.submit("/sign-in/command-line/token", ask).body().contains("expired_token"));
    }

    @Test
    void who_closes_is_the_person_who_signed_in_and_another_person_approves() {
        HttpResponse<String> machine = house.post("ada", "/closes/2026-09/prepare", "{}");
        assertEquals(403, machine.statusCode(), "a machine's token closes nothing where people sign in");
        Browser ada = browser();
        Browser gwen = browser();
        signIn(ada, "ADA@example.com");
        signIn(gwen, "gwen@example.com", "finance-team");
        HttpResponse<String> named = house.post(ada.cookie("sublet"), "/closes/2026-09/prepare", "{\"by\":\"bob\"}");
        assertEquals(400, named.statusCode(), "nobody says who he is: " + named.body());
        HttpResponse<String> prepared =
                house.post(ada.cookie("sublet"), "/closes/2026-09/prepare", "{\"force\":\"a test\"}");
        assertEquals(200, prepared.statusCode(), prepared.body());
        HttpResponse<String> own = house.post(ada.cookie("sublet"), "/closes/2026-09/approve", "{}");
        assertEquals(409, own.statusCode(), own.body());
        HttpResponse<String> approved = house.post(gwen.cookie("sublet"), "/closes/2026-09/approve", "{}");
        assertEquals(200, approved.statusCode(), approved.body());
        Matcher names = Pattern.compile("\"(prepared|approved)By\"\\s*:\\s*\"([^\"]*)\"")
                .matcher(house.get(ada.cookie("sublet"), "/closes").body());
        assertTrue(names.find());
        assertEquals("ada@example.com", names.group(2));
        assertTrue(names.find());
        assertEquals("gwen@example.com", names.group(2));
    }
}
