package dev.sublet.daemon;

import dev.sublet.Problem;
import dev.sublet.api.Access;
import dev.sublet.api.Api;
import dev.sublet.api.ApiSettings;
import dev.sublet.api.FolderToken;
import dev.sublet.api.TokenFile;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.terms.TermsTexts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a process that holds a data folder needs to offer the API.
 *
 * @param terms its own files, for questions that name a period
 */
public record ApiOffer(ApiSettings settings, Supplier<TermsTexts> terms, Clock clock) {

    /** Empty when the settings want no API. */
    public static Optional<ApiOffer> of(ApiSettings settings, Supplier<TermsTexts> terms, Clock clock) {
        return settings.enabled() ? Optional.of(new ApiOffer(settings, terms, clock)) : Optional.empty();
    }

    /**
     * Says before anything is started that others could reach an API that nobody among them may use.
     *
     * @throws Problem in one line
     */
    static void refuseOpen(String host, ApiSettings settings) {
        if (settings.enabled() && settings.tokensFile() == null && !isLoopback(host)) {
            throw Problem.wrongUse("http.host is " + host
                    + ", where other machines reach the API, and nobody there has a token; name api.tokensFile, or set"
                    + " api.enabled: false");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    Api api(Path data, String folderToken, Function<Question, Answer> answers) {
        Access owner = new FolderToken(folderToken, System.getProperty("user.name", "owner"));
        Path file = settings.tokensFile();
        Access access = file == null ? owner : Access.either(owner, new TokenFile(file, clock));
        return new Api(settings, access, answers, terms, clock, data);
    }
}
