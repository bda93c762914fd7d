/** Pages for people: what they show and how. Knows no web server; {@code dev.sublet.http} serves them. */
@org.jspecify.annotations.NullMarked
package dev.sublet.web;
