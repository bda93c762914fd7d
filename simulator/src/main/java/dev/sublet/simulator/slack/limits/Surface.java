package dev.sublet.simulator.slack.limits;

/** Where blocks are shown, which decides how many and which there may be. */
public enum Surface {
    MESSAGE(50),
    MODAL(100),
    HOME(100);

    private final int blocksMax;

    Surface(int blocksMax) {
        this.blocksMax = blocksMax;
    }

    int blocksMax() {
        return blocksMax;
    }
}
