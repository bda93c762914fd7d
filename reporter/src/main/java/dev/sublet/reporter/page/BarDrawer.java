package dev.sublet.reporter.page;

import com.openhtmltopdf.css.parser.FSRGBColor;
import com.openhtmltopdf.css.sheet.FontFaceRule;
import com.openhtmltopdf.css.style.CssContext;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.extend.SVGDrawer;
import com.openhtmltopdf.layout.SharedContext;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.render.Box;
import com.openhtmltopdf.render.RenderingContext;
import java.awt.geom.Rectangle2D;
import java.io.File;
import java.util.List;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Draws the one kind of SVG that our page has: one bar, a rectangle as wide as so many thousandths of the image. */
final class BarDrawer implements SVGDrawer {
    private static final int FULL = 1000;

    @Override
    public SVGImage buildSVGImage(
            Element svg, Box box, CssContext context, double widthMax, double heightMax, double dotsPerPixel) {
        int width = (int) Math.round(Integer.parseInt(svg.getAttribute("width")) * dotsPerPixel);
        int height = (int) Math.round(Integer.parseInt(svg.getAttribute("height")) * dotsPerPixel);
        return new Bar(svg, width, height);
    }

    private static final class Bar implements SVGImage {
        private final Element svg;
        private final int width;
        private final int height;

        private Bar(Element svg, int width, int height) {
            this.svg = svg;
            this.width = width;
            this.height = height;
        }

        @Override
        public int getIntrinsicWidth() {
            return width;
        }

        @Override
        public int getIntrinsicHeight() {
            return height;
        }

        @Override
        public void drawSVG(OutputDevice device, RenderingContext context, double x, double y) {
            NodeList bars = svg.getElementsByTagName("rect");
            for (int i = 0; i < bars.getLength(); i++) {
                Element bar = (Element) bars.item(i);
                int rgb = Integer.parseInt(bar.getAttribute("fill").substring(1), 16);
                device.setColor(new FSRGBColor(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff));
                int part = Integer.parseInt(bar.getAttribute("width"));
                device.fill(new Rectangle2D.Double(x, y, Math.floorDiv(width * part, FULL), height));
            }
        }
    }

    @Override
    public void importFontFaceRules(List<FontFaceRule> rules, SharedContext context) {}

    @Override
    public void addFontFile(File file, String family, Integer weight, FontStyle style) {}

    @Override
    public void close() {}
}
