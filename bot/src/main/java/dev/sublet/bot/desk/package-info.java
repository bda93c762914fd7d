/** What people ask of virtual clusters, from the command line or Slack: each request is one patch that also says who asked. */
@NullMarked
package dev.sublet.bot.desk;

import org.jspecify.annotations.NullMarked;
