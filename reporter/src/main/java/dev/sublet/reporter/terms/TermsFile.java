package dev.sublet.reporter.terms;

/** A file that people keep and that statements are made with. */
public enum TermsFile {
    PRICES("prices", "prices", "price book"),
    POLICIES("policies", "policies", "policy file"),
    COST_CENTERS("cost-centers", "costCenters", "cost center file"),
    OWNERS("owners", "owners", "owner registry"),
    CALENDAR("calendar", "calendar", "calendar"),
    /** Only read when the price book names it, beside the price book. */
    SPOT_PRICES("spot-prices", "spotPrices", "spot price file");

    private final String option;
    private final String setting;
    private final String title;

    TermsFile(String option, String setting, String title) {
        this.option = option;
        this.setting = setting;
        this.title = title;
    }

    /** The command line's option without its dashes; also the name under which statements keep the text. */
    public String option() {
        return option;
    }

    /** Its name in a data folder. */
    public String fileName() {
        return option + ".yaml";
    }

    /** Its key in the daemon's settings. */
    public String setting() {
        return setting;
    }

    /** What people call it. */
    public String title() {
        return title;
    }
}
