/** How shared cost is handed on: rules, fees, markups and allowances, and the SQL that carries them out. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.policy;
