package dev.sublet.daemon;

import dev.sublet.Problem;
import dev.sublet.api.ApiSettings;
import dev.sublet.signin.OidcSettings;
import dev.sublet.signin.WebSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in, and where.
 *
 * @param oidc where people sign in, or null
 */
public record Doors(
        ApiSettings api, WebSettings web, @Nullable OidcSettings oidc) {
    /** Those of a process that nobody but its machine's people reach. */
    public static Doors defaults() {
        return new Doors(ApiSettings.defaults(), WebSettings.defaults(), null);
    }

    /**
     * Says before anything is started that others could reach what nobody among them may use.
     *
     * @param host that will be listened on
     * @throws Problem in one line
     */
    void refuseOpen(String host) {
        boolean offered = api.enabled() || web.enabled();
        if (!offered || isLoopback(host)) {
            return;
        }
        if (api.tokensFile() == null && oidc == null) {
            throw Problem.wrongUse("http.host is " + host
                    + ", where other machines reach the API and the pages, and nobody there has a token or can sign in;"
                    + " name api.tokensFile or set up oidc, or set api.enabled: false and web.enabled: false");
        }
        if (web.enabled() && oidc != null && web.url() == null) {
            throw Problem.wrongUse("http.host is " + host
                    + ", and the provider must send people back to an address that their browsers reach; set web.url,"
                    + " such as https://sublet.example.com");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
