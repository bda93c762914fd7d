package dev.sublet.reporter.page;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The fonts of a PDF: Liberation Sans, which comes with us (Latin, Greek, Cyrillic), and for what it lacks fonts of the
 * machine with other signs, Chinese, Japanese and Korean, where there are such. What no font has is shown as #.
 */
final class Fonts {
    private static final String FAMILY = "Liberation Sans";
    /** Where the usual systems keep fonts of wide coverage in a format that can be embedded. */
    private static final List<String> WIDE = List.of(
            "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
            "/usr/share/fonts/google-droid/DroidSansFallbackFull.ttf",
            "/usr/share/fonts/truetype/unifont/unifont.ttf",
            "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
            "/Library/Fonts/Arial Unicode.ttf",
            "C:\\Windows\\Fonts\\simhei.ttf",
            "C:\\Windows\\Fonts\\malgun.ttf");

    /** Likewise with the younger currency signs. */
    private static final List<String> SIGNS = List.of(
            "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
            "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
            "/usr/share/fonts/TTF/DejaVuSans.ttf",
            "/System/Library/Fonts/Supplemental/Arial.ttf",
            "C:\\Windows\\Fonts\\arial.ttf");

    private Fonts() {}

    static void use(PdfRendererBuilder builder) {
        builder.useFont(() -> stream("Regular"), FAMILY, 400, FontStyle.NORMAL, true);
        builder.useFont(() -> stream("Bold"), FAMILY, 700, FontStyle.NORMAL, true);
        first(SIGNS).ifPresent(font -> both(builder, font, "Signs"));
        first(WIDE).ifPresent(font -> both(builder, font, "Fallback"));
    }

    private static void both(PdfRendererBuilder builder, Path font, String family) {
        builder.useFont(font.toFile(), family, 400, FontStyle.NORMAL, true);
        builder.useFont(font.toFile(), family, 700, FontStyle.NORMAL, true);
    }

    private static Optional<Path> first(List<String> fonts) {
        return fonts.stream().map(Path::of).filter(Files::isReadable).findFirst();
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
