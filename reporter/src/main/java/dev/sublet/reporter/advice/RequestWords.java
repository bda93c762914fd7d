package dev.sublet.reporter.advice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is said of a smaller request, from a row of {@code smaller.sql}. */
final class RequestWords {
    private RequestWords() {}

    static String reason(ResultSet row) throws SQLException {
        List<String> parts = new ArrayList<>();
        if (row.getObject("cpu_target") != null) {
            parts.add("CPU " + row.getLong("cpu_request") + "m, at most " + row.getLong("cpu_peak") + "m used: "
                    + row.getLong("cpu_target") + "m do");
        }
        if (row.getObject("memory_target") != null) {
            parts.add("memory " + Saving.mib(row.getLong("memory_request")) + " MiB, at most "
                    + Saving.mib(row.getLong("memory_peak")) + " MiB used: " + Saving.mib(row.getLong("memory_target"))
                    + " MiB do");
        }
        String namespace = row.getString("virtual_namespace");
        return row.getString("owner_kind") + " " + (namespace.isEmpty() ? "" : namespace + "/")
                + row.getString("owner_name")
                + ": " + String.join("; ", parts) + ". Frees " + Saving.cores(row.getLong("freed_millicores"))
                + " cores and "
                + Saving.gib(row.getLong("freed_kib")) + " GiB";
    }

    static Map<String, String> numbers(ResultSet row) throws SQLException {
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("class", row.getString("class"));
        numbers.put("virtualNamespace", row.getString("virtual_namespace"));
        numbers.put("owner", row.getString("owner_kind") + "/" + row.getString("owner_name"));
        numbers.put("pods", Long.toString(row.getLong("pods")));
        if (row.getObject("cpu_target") != null) {
            numbers.put("cpuRequestMillicores", row.getString("cpu_request"));
            numbers.put("cpuPeakMillicores", row.getString("cpu_peak"));
            numbers.put("cpuTargetMillicores", row.getString("cpu_target"));
        }
        if (row.getObject("memory_target") != null) {
            numbers.put("memoryRequestKib", row.getString("memory_request"));
            numbers.put("memoryPeakKib", row.getString("memory_peak"));
            numbers.put("memoryTargetKib", row.getString("memory_target"));
        }
        numbers.put("freedMillicores", row.getString("freed_millicores"));
        numbers.put("freedKib", row.getString("freed_kib"));
        return numbers;
    }
}
