package dev.sublet.daemon;

import dev.sublet.signin.OidcSettings;
import dev.sublet.signin.WebSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings' sections {@code oidc} and {@code web}. Stateless. */
final class OidcSection {
    private static final List<String> SCOPES = List.of("openid", "profile", "email");

    private OidcSection() {}

    /** Null when it names no issuer: then nobody signs in. */
    static @Nullable OidcSettings read(Section section) {
        URI issuer = uri(section, "issuer");
        String clientId = section.text("clientId");
        Path secretFile = section.path("clientSecretFile");
        String username = section.text("usernameClaim", "email");
        String groups = section.text("groupsClaim");
        List<String> scopes = section.texts("scopes");
        Path roles = section.path("rolesFile");
        if (issuer == null) {
            if (clientId != null || secretFile != null || roles != null) {
                throw section.wrong("issuer", "given too, the https address of the provider");
            }
            return null;
        }
        if (clientId == null) {
            throw section.wrong("clientId", "given too, the name of the client at " + issuer);
        }
        if (roles == null) {
            throw section.wrong("rolesFile", "given too, the file that says who has which role");
        }
        return new OidcSettings(
                issuer,
                clientId,
                secretFile == null ? null : secret(section, secretFile),
                username,
                groups,
                scopes.isEmpty() ? SCOPES : scopes,
                roles);
    }

    static WebSettings web(Section section) {
        WebSettings standard = WebSettings.defaults();
        return new WebSettings(
                section.flag("enabled", standard.enabled()),
                uri(section, "url"),
                section.duration("sessionIdle", standard.sessionIdle()),
                section.duration("sessionMax", standard.sessionMax()),
                section.number("sessionsMax", standard.sessionsMax()));
    }

    private static @Nullable URI uri(Section section, String key) {
        String text = section.text(key);
        try {
            return text == null ? null : new URI(text);
        } catch (URISyntaxException e) {
            throw section.wrong(key, "an address, such as https://sublet.example.com");
        }
    }

    private static String secret(Section section, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw section.wrong("clientSecretFile", "a file that can be read (" + e.getMessage() + ")");
        }
    }
}
