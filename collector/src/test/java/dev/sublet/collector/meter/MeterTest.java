package dev.sublet.collector.meter;

import static dev.sublet.collector.meter.Bench.START_S;
import static dev.sublet.collector.meter.Bench.at;
import static dev.sublet.collector.meter.Bench.pod;
import static dev.sublet.collector.meter.Bench.stats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.span.PodClass;
import dev.sublet.ledger.span.VolumeSpan;
import dev.sublet.ledger.tick.TickBatch;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.UsageRow;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeterTest {
    private final Bench bench = new Bench();

    @AfterEach
    void every_second_of_every_span_is_in_exactly_one_row() {
        assertEquals(List.of(), bench.ledger.faults());
    }

    @Test
    void what_a_counter_shows_at_the_first_tick_is_a_baseline_and_not_usage() {
        bench.seen(0, pod("web", -500));
        bench.tick(0, stats("web", -500, 0, 400));
        bench.tick(10, stats("web", -500, 10, 405));

        assertEquals(5_000, bench.ledger.cpuCoreMs("web"));
        assertEquals(10, bench.ledger.seconds("web", Coverage.MEASURED));
    }

    @Test
    void all_that_a_pod_used_counts_when_it_began_while_we_watched() {
        bench.tick(0);
        bench.seen(3, pod("web", 2));
        bench.tick(10, stats("web", 4, 10, 3));

        assertEquals(3_000, bench.ledger.cpuCoreMs("web"));
        assertEquals(2, bench.ledger.seconds("web", Coverage.ESTIMATED), "scheduled, not started yet");
        assertEquals(6, bench.ledger.seconds("web", Coverage.MEASURED));
    }

    @Test
    void a_container_that_starts_again_goes_on_counting_and_its_unseen_tail_comes_from_the_pods_counter() {
        bench.tick(0);
        bench.seen(1, pod("flaky", 0));
        bench.tick(10, stats("flaky", 0, 10, 1.0, at(8, 0.8)));
        // The first run used 1.5 more after that look; the second began at 18 and shows 0.2.
        bench.tick(20, stats("flaky", 18, 20, 0.2, at(11, 1.1)));
        bench.tick(30, stats("flaky", 18, 30, 1.2, at(25, 3.2)));
        bench.tick(40, stats("flaky", 18, 40, 2.2, at(35, 4.2)));

        assertEquals(4.7, bench.ledger.cpuCoreMs("flaky") / 1000.0, 0.11);
    }

    @Test
    void noise_between_the_pods_and_its_containers_times_adds_nothing() {
        bench.seen(0, pod("busy", -100));
        for (int i = 0; i < 60; i++) {
            double wobble = i % 2 == 0 ? 0.9 : -0.9;
            bench.tick(i * 10L, stats("busy", -100, i * 10, 100 + i * 10, at(i * 10 - 5, 95 + i * 10 + wobble)));
        }

        assertEquals(590.0, bench.ledger.cpuCoreMs("busy") / 1000.0, 1.0);
    }

    @Test
    void rows_are_cut_at_the_hour_and_the_parts_sum() {
        bench.tick(3590);
        bench.seen(3592, pod("web", 3592));
        bench.tick(3605, stats("web", 3592, 3605, 1.3));

        List<UsageRow> rows = bench.ledger.of("web");
        assertEquals(2, rows.size());
        assertEquals(START_S + 3600, rows.get(0).toS());
        assertEquals(800, rows.get(0).cpuCoreMs());
        assertEquals(500, rows.get(1).cpuCoreMs());
    }

    @Test
    void a_resize_cuts_the_row_and_each_part_has_its_own_request() {
        bench.tick(0);
        bench.seen(0, pod("web", 0));
        bench.tick(10, stats("web", 0, 10, 1));
        bench.seen(14, pod("web", 0, 150, "Running", null));
        bench.tick(20, stats("web", 0, 20, 2));

        List<UsageRow> rows = bench.ledger.of("web");
        assertEquals(
                List.of(100L, 150L),
                rows.stream().map(UsageRow::cpuRequestMillicores).toList());
        assertEquals(
                List.of(1400L, 600L), rows.stream().map(UsageRow::cpuCoreMs).toList());
        assertEquals(START_S + 14, rows.get(1).fromS());
    }

    @Test
    void a_gap_is_bridged_by_the_counter_even_over_a_restart_of_the_daemon() {
        bench.seen(0, pod("web", -10));
        bench.tick(0, stats("web", -10, 0, 1));
        bench.tick(10, stats("web", -10, 10, 2));
        bench.restart(80, pod("web", -10));
        bench.tick(80, stats("web", -10, 80, 9));

        assertEquals(8_000, bench.ledger.cpuCoreMs("web"));
        assertEquals(70, bench.ledger.seconds("web", Coverage.BRIDGED));
    }

    @Test
    void seconds_for_which_the_kubelet_did_not_answer_are_missing_until_it_does() {
        bench.seen(0, pod("web", -10));
        bench.tick(0, stats("web", -10, 0, 1));
        bench.tickWithoutAnswer(10);
        bench.tickWithoutAnswer(40);
        assertEquals(40, bench.ledger.seconds("web", Coverage.MISSING));

        bench.tick(50, stats("web", -10, 50, 6));
        assertEquals(0, bench.ledger.seconds("web", Coverage.MISSING));
        assertEquals(5_000, bench.ledger.cpuCoreMs("web"));
    }

    @Test
    void the_tail_after_the_last_look_is_estimated_by_the_last_cores() {
        bench.tick(0);
        bench.seen(0, pod("job", 0));
        bench.tickWith(10, at(10, 2), stats("job", 0, 10, 2));
        bench.seen(18, pod("job", 0, 100, "Succeeded", 17L));
        bench.tickWith(20, at(19, 3.4));

        assertEquals(2_000, bench.ledger.cpuCoreMs("job", Coverage.MEASURED));
        assertEquals(1_400, bench.ledger.cpuCoreMs("job", Coverage.ESTIMATED));
        assertEquals(7, bench.ledger.seconds("job", Coverage.ESTIMATED));
    }

    @Test
    void a_pod_that_lived_and_died_between_two_looks_is_given_what_the_nodes_counter_shows() {
        bench.tickWith(0, at(0, 50));
        bench.tickWith(10, at(10, 50));
        bench.seen(12, pod("short", 12));
        bench.seen(18, pod("short", 12, 100, "Succeeded", 18L));
        bench.tickWith(20, at(19, 53));
        bench.tickWith(30, at(29, 53));
        bench.tickWith(40, at(39, 53));

        assertEquals(3.0, bench.ledger.cpuCoreMs("short", Coverage.ESTIMATED) / 1000.0, 0.2);
        assertEquals(List.of(), bench.ledger.unseen);
    }

    @Test
    void usage_that_no_pod_explains_is_reported_once_it_has_shown_for_three_looks() {
        for (int i = 0; i <= 4; i++) {
            bench.tickWith(i * 10L, at(i * 10 - 2, 50));
        }
        for (int i = 5; i <= 9; i++) {
            bench.tickWith(i * 10L, at(i * 10 - 2, 52.5));
        }

        assertEquals(1, bench.ledger.unseen.size());
        assertEquals(2_500, bench.ledger.unseen.get(0).cpuCoreMs());
        assertEquals(START_S + 38, bench.ledger.unseen.get(0).fromS());
        assertEquals(START_S + 48, bench.ledger.unseen.get(0).toS());
    }

    @Test
    void a_finished_pod_that_is_still_listed_after_a_restart_is_not_billed_again() {
        bench.tick(0);
        bench.seen(1, pod("job", 0));
        bench.tick(10, stats("job", 0, 10, 1));
        bench.seen(12, pod("job", 0, 100, "Succeeded", 12L));
        bench.tick(20);
        bench.tick(70);
        long before = bench.ledger.cpuCoreMs("job");
        bench.restart(90, pod("job", 0, 100, "Succeeded", 12L));
        bench.tick(90);

        assertEquals(before, bench.ledger.cpuCoreMs("job"));
        assertEquals(1, bench.ledger.spans.size());
    }

    @Test
    void a_pod_that_vanished_while_nobody_watched_ends_where_it_was_last_seen() {
        bench.tick(0);
        bench.seen(1, pod("web", 0));
        bench.tick(10, stats("web", 0, 10, 1));
        bench.restart(500);
        bench.tick(500);

        assertEquals(START_S + 10, bench.ledger.spans.get(2L).toS());
    }

    @Test
    void a_pod_without_a_node_costs_nothing_and_one_that_waits_on_its_node_costs_its_request() {
        bench.tick(0);
        bench.seen(1, pod("waiting", 1, 100, "Pending", null));
        bench.tick(10);
        bench.tick(20);

        assertEquals(19, bench.ledger.seconds("waiting", Coverage.ESTIMATED));
        assertEquals(0, bench.ledger.cpuCoreMs("waiting"));
    }

    @Test
    void a_pod_that_vanished_in_a_gap_lived_on_as_long_as_the_nodes_counter_shows() {
        bench.tickWith(0, at(0, 50));
        bench.seen(0, pod("web", 0));
        bench.tickWith(10, at(10, 60), stats("web", 0, 10, 10));
        bench.restart(80);
        bench.tickWith(80, at(79, 100));
        for (int i = 9; i < 14; i++) {
            bench.tickWith(i * 10L, at(i * 10 - 1, 100));
        }

        assertEquals(START_S + 50, bench.ledger.spans.get(2L).toS());
        assertEquals(50.0, bench.ledger.cpuCoreMs("web") / 1000.0, 0.1);
        assertEquals(40.0, bench.ledger.cpuCoreMs("web", Coverage.ESTIMATED) / 1000.0, 0.1);
        assertEquals(List.of(), bench.ledger.unseen);
    }

    @Test
    void a_released_volume_keeps_its_vcluster_when_the_daemon_restarts_and_the_claim_is_gone() {
        bench.seen(0, Bench.vclusterService());
        bench.seen(0, Bench.vclusterWorkload());
        bench.seen(0, Bench.claim());
        bench.seen(0, Bench.volume("Bound"));
        bench.tick(0);
        bench.restart(60, Bench.volume("Released"));
        TickBatch after = bench.tick(60);

        VolumeSpan released = after.volumeSpans().get(after.volumeSpans().size() - 1);
        assertEquals("Released", released.phase());
        assertEquals("service-uid", released.vclusterUid());
        assertEquals(PodClass.WORKLOAD, released.podClass());
    }

    @Test
    void a_kubelet_whose_clock_is_ahead_makes_no_rows_beyond_the_tick() {
        bench.seen(0, pod("web", -10));
        bench.tick(0, stats("web", -10, 3, 1));
        bench.tick(10, stats("web", -10, 13, 2));
        assertEquals(START_S + 10, bench.ledger.of("web").get(0).toS());

        bench.tick(20, stats("web", -10, 23, 3));
        assertEquals(2.0 - 0.3, bench.ledger.cpuCoreMs("web") / 1000.0, 0.01);
    }

    @Test
    void a_kubelet_whose_clock_is_far_ahead_loses_nothing() {
        bench.seen(0, pod("web", -100));
        for (int i = 0; i <= 7; i++) {
            bench.tick(i * 10L, stats("web", -100, i * 10 + 40, 100 + i * 10));
        }
        assertEquals(70.0, bench.ledger.cpuCoreMs("web") / 1000.0, 0.01);
    }

    @Test
    void a_pod_deleted_just_before_its_node_ends_at_its_own_time() {
        bench.tick(0);
        bench.seen(1, pod("web", 0));
        bench.tick(10, stats("web", 0, 10, 1));
        bench.gone(19, Bench.NODE);
        bench.gone(12, pod("web", 0));
        bench.tick(20);

        assertEquals(START_S + 12, bench.ledger.spans.get(2L).toS());
    }

    @Test
    void runs_that_only_the_watch_saw_are_given_what_the_nodes_counter_shows_and_marked() {
        bench.seen(0, pod("flaky", -10));
        bench.seen(0, pod("steady", -10));
        bench.tickWith(0, at(0, 50), stats("flaky", -10, 0, 1), stats("steady", -10, 0, 1));
        bench.seen(2, Bench.podBetweenRuns("flaky", -10, -10, 0));
        for (int i = 1; i <= 9; i++) {
            if (i == 4) {
                bench.seen(36, Bench.podBetweenRuns("flaky", -10, 32, 35));
            }
            bench.tickWith(i * 10L, at(i * 10 - 2, 50 + i + (i < 4 ? 0 : 2.4)), stats("steady", -10, i * 10, 1 + i));
        }

        assertEquals(2.4, bench.ledger.cpuCoreMs("flaky", Coverage.ESTIMATED) / 1000.0, 0.3);
        assertEquals(9.0, bench.ledger.cpuCoreMs("steady") / 1000.0, 0.01);
        assertEquals(List.of(), bench.ledger.unseen);
    }

    @Test
    void what_the_pods_own_counter_shows_later_of_a_hidden_run_counts_once() {
        bench.tickWith(0, at(0, 50));
        bench.seen(1, pod("flaky", 1));
        bench.tickWith(10, at(8, 51), stats("flaky", 1, 10, 1));
        bench.seen(12, Bench.podBetweenRuns("flaky", 1, 1, 10));
        bench.seen(22, Bench.podBetweenRuns("flaky", 1, 18, 21));
        for (int i = 2; i <= 7; i++) {
            bench.tickWith(i * 10L, at(i * 10 - 2, i == 2 ? 51 : 53.4));
        }
        bench.seen(72, pod("flaky", 1));
        for (int i = 8; i <= 13; i++) {
            double now = i - 7.2;
            bench.tickWith(
                    i * 10L, at(i * 10, 53.4 + now), stats("flaky", 72, i * 10, now, at(i * 10 - 4, 3.4 + now - 0.4)));
        }

        assertEquals(3.4 + 5.8, bench.ledger.cpuCoreMs("flaky") / 1000.0, 0.15);
        assertEquals(List.of(), bench.ledger.unseen);
    }

    @Test
    void a_pod_deleted_while_its_kubelet_was_silent_is_given_what_the_nodes_counter_shows() {
        bench.seen(0, pod("web", -10));
        bench.tickWith(0, at(0, 50), stats("web", -10, 0, 5));
        bench.tickWith(10, at(10, 55), stats("web", -10, 10, 10));
        bench.tickWithoutAnswer(20);
        bench.tickWithoutAnswer(50);
        bench.gone(60, pod("web", -10));
        bench.tickWithoutAnswer(60);
        for (int i = 7; i <= 12; i++) {
            bench.tickWith(i * 10L, at(i * 10 - 2, 80));
        }

        assertEquals(25.0, bench.ledger.cpuCoreMs("web", Coverage.ESTIMATED) / 1000.0, 0.1);
        assertEquals(List.of(), bench.ledger.unseen);
    }

    @Test
    void a_tick_in_the_past_is_refused() {
        bench.tick(20);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> bench.tick(20))
                .getMessage()
                .contains("is not after the last one"));
    }
}
