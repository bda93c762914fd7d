/** Actions on virtual clusters: who asked, who agreed, what changed, what came of it. Kept in the ledger. */
@NullMarked
package dev.sublet.bot.action;

import org.jspecify.annotations.NullMarked;
