package dev.sublet.api;

import java.util.Optional;

/** The token that lies in the data folder: who can read it may do everything, under one name. Immutable. */
public final class FolderToken implements Access {
    private final TokenDigest digest;
    private final Caller owner;

    /** @param name of the system's user whose process this is */
    public FolderToken(String token, String name) {
        digest = TokenDigest.of(token);
        owner = Caller.master(name);
    }

    @Override
    public Optional<Caller> caller(String token) {
        return digest.equals(TokenDigest.of(token)) ? Optional.of(owner) : Optional.empty();
    }
}
