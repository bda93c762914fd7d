package dev.sublet.bot.resource;

/**
 * What in Git owns the spec. Immutable.
 *
 * @param tool ArgoCD or Flux
 * @param object its application or kustomization, as namespace/name
 */
public record GitStatus(String tool, String object) {}
