package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The last request and what came of it. Immutable.
 *
 * @param result requested, done, refused or failed
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RequestStatus(String id, String verb, String by, String result, String message) {
    public RequestStatus {
        message = message == null ? "" : message;
    }
}
