package dev.sublet.http;

import dev.sublet.api.Access;
import dev.sublet.signin.OidcSettings;
import dev.sublet.signin.Sessions;
import dev.sublet.signin.WebSettings;
import dev.sublet.web.Page;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pages for people, and who may see them.
 *
 * @param oidc where people sign in, or null when tokens alone open the door
 * @param access knows tokens and sessions
 * @param sessions those that the sign-in begins
 */
public record Site(
        WebSettings settings,
        @Nullable OidcSettings oidc,
        Access access,
        Sessions sessions,
        List<Page> pages,
        Clock clock) {
    public Site {
        pages = List.copyOf(pages);
    }
}
