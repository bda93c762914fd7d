package dev.sublet;

/** The command {@code sublet}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("sublet");
    }
}
