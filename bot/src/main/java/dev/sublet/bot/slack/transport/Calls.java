package dev.sublet.bot.slack.transport;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what people ask. Every method returns within milliseconds: the work comes after. Implementations are thread-safe. */
public interface Calls {
    /**
     * Takes a request. When it returns, the request outlives a restart.
     *
     * @param trigger by which a form may be opened within three seconds, or null
     */
    void take(Call call, @Nullable String trigger);

    /** A field of a form changed that is open still. Nothing of it has to outlive a restart. */
    void changed(FormChange change);

    /** What is wrong with a form: a sentence for each field; empty lets it close. Asks nobody. */
    Map<String, String> check(Call form);

    /**
     * A change in an open form.
     *
     * @param callback which form
     * @param values its fields so far
     * @param hash by which a later change wins over an earlier one
     */
    record FormChange(
            String workspace,
            String user,
            String callback,
            String viewId,
            String hash,
            String meta,
            Map<String, String> values) {
        public FormChange {
            values = Map.copyOf(values);
        }
    }
}
