package dev.sublet.web;

import dev.sublet.api.Caller;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes HTML from templates that were compiled with the program; what comes from elsewhere is escaped there. Thread-safe. */
public final class Templates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), "dev.sublet.web.templates");

    private Templates() {}

    /** The page of a template. */
    static String of(String template, Frame frame, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("frame", frame);
        TemplateOutput output = new StringOutput(16 << 10);
        ENGINE.render(template + ".jte", all, output);
        return output.toString();
    }

    /**
     * Where people sign in.
     *
     * @param provider the address of who knows them, or null
     */
    public static String signIn(@Nullable String provider, String to, @Nullable String problem) {
        Map<String, Object> values = new HashMap<>();
        values.put("provider", provider);
        values.put("to", to);
        values.put("problem", problem);
        return of("sign-in", Frame.outside("Sign in"), values);
    }

    /** Where a person signs a command line in. */
    public static String device(Caller caller, String code, @Nullable String problem, boolean done) {
        Map<String, Object> values = new HashMap<>();
        values.put("code", code);
        values.put("problem", problem);
        values.put("done", done);
        return of("device", Frame.of("Sign in a command line", "", caller), values);
    }

    /**
     * What went wrong.
     *
     * @param caller null for somebody who is not signed in
     */
    public static String problem(@Nullable Caller caller, int status, String line) {
        String title = status == 404 ? "Not there" : status == 403 ? "Not for you" : "That did not work";
        return of("problem", caller == null ? Frame.outside(title) : Frame.of(title, "", caller), Map.of("line", line));
    }
}
