package dev.sublet.signin;

import dev.sublet.api.Access;
import dev.sublet.api.Caller;
import dev.sublet.api.RolesFile;
import dev.sublet.api.TokenDigest;
import dev.sublet.endpoint.QuestionHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in, in memory alone: a restart ends all sessions. Each ends when it was not used for a while and, used or not,
 * some time after it began. Of tokens only digests are kept. When there are too many, the one longest unused ends. Thread-safe.
 */
public final class Sessions implements Access {
    private final WebSettings settings;
    private final @Nullable RolesFile roles;
    private final Clock clock;
    /** The one longest unused comes first. */
    private final Map<TokenDigest, Session> open = new LinkedHashMap<>(16, 0.75f, true);

    /** @param roles of people whom a provider knows; null when people do not sign in at one */
    public Sessions(WebSettings settings, @Nullable RolesFile roles, Clock clock) {
        this.settings = settings;
        this.roles = roles;
        this.clock = clock;
    }

    /** Signs somebody in; the token that is returned is the only proof. */
    public synchronized String open(Supplier<Optional<Caller>> who) {
        Instant now = clock.instant();
        open.values().removeIf(session -> ended(session, now));
        Iterator<TokenDigest> oldest = open.keySet().iterator();
        while (open.size() >= settings.sessionsMax()) {
            oldest.next();
            oldest.remove();
        }
        String token = QuestionHandler.newToken();
        open.put(TokenDigest.of(token), new Session(who, now, now));
        return token;
    }

    @Override
    public Optional<Caller> caller(String token) {
        TokenDigest digest = TokenDigest.of(token);
        Instant now = clock.instant();
        Session session;
        synchronized (this) {
            Session found = open.get(digest);
            if (found == null || ended(found, now)) {
                open.remove(digest);
                return Optional.empty();
            }
            session = found.usedAt(now);
            open.put(digest, session);
        }
        return session.who().get();
    }

    /**
     * Signs a person in whom the provider named.
     *
     * @throws RefusedException when the person has no role
     */
    public String open(Identity identity) {
        RolesFile known = roles;
        if (known == null || known.caller(identity.person(), identity.groups()).isEmpty()) {
            throw new RefusedException(identity.person() + " has no role here; ask who runs Sublet for one");
        }
        return open(() -> known.caller(identity.person(), identity.groups()));
    }

    /** How a session finds out who its person is; for a further session of the same person. */
    public Optional<Supplier<Optional<Caller>>> who(String token) {
        if (caller(token).isEmpty()) {
            return Optional.empty();
        }
        synchronized (this) {
            return Optional.ofNullable(open.get(TokenDigest.of(token))).map(Session::who);
        }
    }

    /** Ends one session; nothing happens when there is none. */
    public synchronized void end(String token) {
        open.remove(TokenDigest.of(token));
    }

    @Override
    public void refresh() {
        if (roles != null) {
            roles.refresh();
        }
    }

    @Override
    public boolean signsIn() {
        return roles != null;
    }

    private boolean ended(Session session, Instant now) {
        return !now.isBefore(session.used().plus(settings.sessionIdle()))
                || !now.isBefore(session.began().plus(settings.sessionMax()));
    }
}
