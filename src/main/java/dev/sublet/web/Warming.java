package dev.sublet.web;

import dev.sublet.api.Caller;
import dev.sublet.api.Role;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the fleet's page again and again, so that it is there when somebody else does. A thread of its own. */
public final class Warming implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Warming.class);
    private static final long FIRST_S = 20;
    private static final long PAUSE_S = 300;

    private final Iterable<Page> pages;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::work, "page-warming");
    private String failure = "";

    /** @param pages those that are looked at */
    public Warming(Iterable<Page> pages) {
        this.pages = pages;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void work() {
        Caller nobody = new Caller("warming", EnumSet.of(Role.VIEWER), Optional.empty());
        long pause = FIRST_S;
        try {
            while (!stop.await(pause, TimeUnit.SECONDS)) {
                for (Page page : pages) {
                    look(page, nobody);
                }
                pause = PAUSE_S;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Page page, Caller caller) {
        if (!page.path().equals("/") || stop.getCount() == 0) {
            return;
        }
        try {
            page.answer(new PageRequest(caller, Map.of(), Map.of()));
            failure = "";
        } catch (RuntimeException e) {
            if (!failure.equals(e.toString())) {
                failure = e.toString();
                LOG.info("event=page_not_ready path={} reason=\"{}\"", page.path(), e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
