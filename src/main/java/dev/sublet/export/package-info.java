/** From a workspace inside the ledger's folder, where the database may write, to where people want their files. */
@org.jspecify.annotations.NullMarked
package dev.sublet.export;
