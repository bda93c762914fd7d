package dev.sublet.reporter.page;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The fonts of a PDF: Liberation Sans, which comes with us (Latin, Greek, Cyrillic, currency signs), and for what it lacks a
 * font of the machine with Chinese, Japanese and Korean, where there is one. What no font has is shown as a box.
 */
final class Fonts {
    private static final String FAMILY = "Liberation Sans";
    private static final String FALLBACK = "Fallback";
    /** Where the usual systems keep fonts of wide coverage in a format that can be embedded. */
    private static final List<String> WIDE = List.of(
            "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
            "/usr/share/fonts/google-droid/DroidSansFallbackFull.ttf",
            "/usr/share/fonts/truetype/unifont/unifont.ttf",
            "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
            "/Library/Fonts/Arial Unicode.ttf",
            "C:\\Windows\\Fonts\\simhei.ttf",
            "C:\\Windows\\Fonts\\malgun.ttf");

    private Fonts() {}

    static void use(PdfRendererBuilder builder) {
        builder.useFont(() -> stream("Regular"), FAMILY, 400, FontStyle.NORMAL, true);
        builder.useFont(() -> stream("Bold"), FAMILY, 700, FontStyle.NORMAL, true);
        wide().ifPresent(font -> {
            builder.useFont(font.toFile(), FALLBACK, 400, FontStyle.NORMAL, true);
            builder.useFont(font.toFile(), FALLBACK, 700, FontStyle.NORMAL, true);
        });
    }

    private static Optional<Path> wide() {
        return WIDE.stream().map(Path::of).filter(Files::isReadable).findFirst();
    }

    private static InputStream stream(String face) {
        String name = "/liberation/LiberationSans-" + face + ".ttf";
        InputStream stream = Fonts.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException("font " + name + " is not on the class path");
        }
        return stream;
    }
}
