package dev.sublet.ledger.seal;

/** What reading one sealed file again found. {@code detail} says which hours it holds, and what is wrong with it. */
public record SealedCheck(String file, long fromS, long toS, boolean ok, String detail) {}
