package dev.sublet.web;

import dev.sublet.api.Caller;
import dev.sublet.api.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is around every page.
 *
 * @param title of the page
 * @param active path of the part that the page belongs to
 * @param person who is signed in; empty for nobody
 * @param parts that this person may see
 */
public record Frame(String title, String active, String person, List<Part> parts) {
    /** Who may see what is of all and cannot be told apart by cost center. */
    private static final Set<Role> STAFF = EnumSet.of(Role.FINANCE, Role.PLATFORM, Role.AUDITOR);

    private static final Set<Role> CONTROL = EnumSet.of(Role.PLATFORM, Role.AUDITOR);

    /** A part of the site. */
    public record Part(String path, String name) {}

    static Frame outside(String title) {
        return new Frame(title, "", "", List.of());
    }

    static Frame of(String title, String active, Caller caller) {
        List<Part> parts = new ArrayList<>(List.of(new Part("/", "Fleet"), new Part("/statement", "Statement")));
        if (mayAll(caller, STAFF)) {
            parts.add(new Part("/explain", "Explain"));
        }
        if (mayAll(caller, CONTROL)) {
            parts.add(new Part("/audit", "Audit"));
        }
        parts.add(new Part("/requests", "Requests"));
        return new Frame(title, active, caller.name(), parts);
    }

    private static boolean mayAll(Caller caller, Set<Role> roles) {
        Caller acting = caller.acting(roles);
        return !acting.grants().isEmpty() && !acting.isScoped();
    }
}
