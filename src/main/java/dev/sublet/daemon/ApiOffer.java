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
import dev.sublet.web.Pages;
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

    /** What is offered. @param site empty when there are no pages */
    record Offered(Api api, Optional<Site> site) {}

    Offered open(Path data, String folderToken, Function<Question, Answer> answers) {
        Access tokens = new FolderToken(folderToken, System.getProperty("user.name", "owner"));
        Path file = doors.api().tokensFile();
        if (file != null) {
            tokens = Access.either(tokens, new TokenFile(file, clock));
        }
        OidcSettings oidc = doors.oidc();
        Sessions sessions = new Sessions(doors.web(), oidc == null ? null : new RolesFile(oidc.rolesFile()), clock);
        Access access = Access.either(tokens, sessions);
        Api api = new Api(doors.api(), access, answers, terms, clock, data);
        Site site = new Site(doors.web(), oidc, access, sessions, Pages.of(api, answers, clock), clock);
        return new Offered(api, doors.web().enabled() ? Optional.of(site) : Optional.empty());
    }
}
