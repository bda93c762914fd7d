/**
 * The HTTP API: which questions there are at which path, who may ask them, and how answers and refusals are told. Knows no
 * HTTP library.
 */
@org.jspecify.annotations.NullMarked
package dev.sublet.api;
