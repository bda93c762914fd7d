package dev.sublet.daemon;

import dev.sublet.api.Access;
import dev.sublet.api.Api;
import dev.sublet.api.FolderToken;
import dev.sublet.api.RolesFile;
import dev.sublet.api.TokenFile;
import dev.sublet.http.Site;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.signin.OidcSettings;
import dev.sublet.signin.Sessions;
import dev.sublet.web.CachedAnswers;
import dev.sublet.web.Pages;
import dev.sublet.web.Warming;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a process that holds a data folder needs to offer the API and the pages.
 *
 * @param terms its own files, for questions that name a period
 */
public record ApiOffer(Doors doors, Supplier<TermsTexts> terms, Clock clock) {

    /** Empty when the settings want neither. */
    public static Optional<ApiOffer> of(Doors doors, Supplier<TermsTexts> terms, Clock clock) {
        return doors.api().enabled() || doors.web().enabled()
                ? Optional.of(new ApiOffer(doors, terms, clock))
                : Optional.empty();
    }

    /**
     * What is offered.
     *
     * @param site empty when there are no pages
     * @param answers for whoever else asks: what they change is seen on the pages at once
     */
    record Offered(
            Api api, Optional<Site> site, Function<Question, Answer> answers, CachedAnswers kept, Warming warming)
            implements AutoCloseable {
        @Override
        public void close() {
            warming.close();
            kept.close();
        }
    }

    Offered open(Path data, String folderToken, Function<Question, Answer> answers) {
        Access tokens = new FolderToken(folderToken, System.getProperty("user.name", "owner"));
        Path file = doors.api().tokensFile();
        if (file != null) {
            tokens = Access.either(tokens, new TokenFile(file, clock));
        }
        OidcSettings oidc = doors.oidc();
        Sessions sessions = new Sessions(doors.web(), oidc == null ? null : new RolesFile(oidc.rolesFile()), clock);
        Access access = Access.either(tokens, sessions);
        CachedAnswers kept = new CachedAnswers(answers, clock);
        Api api = new Api(doors.api(), access, kept.watched(), terms, clock, data);
        Api shown = new Api(doors.api(), access, kept, terms, clock, data);
        Site site = new Site(doors.web(), oidc, access, sessions, Pages.of(shown, kept, clock), clock);
        Warming warming = new Warming(site.pages());
        if (doors.web().enabled()) {
            warming.start();
        }
        return new Offered(
                api, doors.web().enabled() ? Optional.of(site) : Optional.empty(), kept.watched(), kept, warming);
    }
}
