package dev.sublet.reporter.page;

import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import dev.sublet.reporter.document.Document;
import dev.sublet.reporter.table.Numbers;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes a statement's page. Thread-safe. */
public final class PageFile {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(ContentType.Html);

    static {
        // Its own logger writes to standard error; what matters ends in an exception.
        XRLog.setLoggingEnabled(false);
    }

    private PageFile() {}

    /** The page as one file that asks nobody for anything. */
    public static String html(Document document, Numbers numbers) {
        StringOutput output = new StringOutput();
        TEMPLATES.render("statement.jte", Pages.of(document, numbers), output);
        return output.toString();
    }

    /** The same page as PDF, in A4. */
    public static byte[] pdf(Document document, Numbers numbers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.withHtmlContent(html(document, numbers), null);
        builder.useSVGDrawer(new BarDrawer());
        builder.useExternalResourceAccessControl(
                (uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
        builder.useExternalResourceAccessControl(
                (uri, type) -> false, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
        builder.withProducer("Sublet");
        Fonts.use(builder);
        builder.toStream(bytes);
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException("a page in memory cannot be written as PDF", e);
        }
        return bytes.toByteArray();
    }
}
