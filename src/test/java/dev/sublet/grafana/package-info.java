/** Dashboards are written here, once, and kept as JSON in grafana/dashboards; rules and queries are run on a real Prometheus. */
@org.jspecify.annotations.NullMarked
package dev.sublet.grafana;
