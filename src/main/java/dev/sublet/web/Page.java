package dev.sublet.web;

import dev.sublet.api.ApiProblem;
import dev.sublet.api.Role;
import java.util.Set;

/** What is shown at a path to people who are signed in. Thread-safe. */
public interface Page {
    /** Most are read. */
    enum Method {
        GET,
        /** A form of this site, at most 64 KiB. */
        POST
    }

    default Method method() {
        return Method.GET;
    }

    /** Parameters in braces, such as {@code /vclusters/{name}}. */
    String path();

    /** Who may ask; one of them is enough. */
    Set<Role> roles();

    /**
     * Answers somebody who has one of the roles. Blocks; what the person may see is for the page to keep to.
     *
     * @throws ApiProblem when it cannot be answered
     */
    PageReply answer(PageRequest request);
}
