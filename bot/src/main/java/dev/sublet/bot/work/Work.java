package dev.sublet.bot.work;

import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.VirtualCluster;

/** One VirtualCluster under way: what is wanted, where, and the status that is being written. Used by one thread. */
public record Work(VirtualCluster resource, Wanted wanted, Host host, StatusDraft status) {}
