package dev.sublet.bot.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The audit policy, as it lies beside this class. Stateless. */
final class AuditPolicy {
    static final String YAML = read();

    private AuditPolicy() {}

    private static String read() {
        try (InputStream resource = AuditPolicy.class.getResourceAsStream("audit-policy.yaml")) {
            if (resource == null) {
                throw new IllegalStateException("audit-policy.yaml is not in the jar; build it anew");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
