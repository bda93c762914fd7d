package dev.sublet.collector.facts;

/** An ownerReference. */
public record OwnerRef(String kind, String name, String uid) {}
