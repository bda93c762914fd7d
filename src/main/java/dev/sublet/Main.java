package dev.sublet;

import dev.sublet.cli.CommandLineTool;

/** The command {@code sublet}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(CommandLineTool.run(args));
    }
}
