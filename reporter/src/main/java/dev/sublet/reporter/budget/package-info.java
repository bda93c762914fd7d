/** Budgets against what was paid and what is to come, unusual days, and the events that follow from them. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.budget;
