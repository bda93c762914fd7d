package dev.sublet.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process used, from /proc. Linux only. */
public final class Proc {
    private static final double TICKS_PER_S = 100;

    private final Path folder;

    private Proc(Path folder) {
        this.folder = folder;
    }

    public static Proc self() {
        return new Proc(Path.of("/proc/self"));
    }

    public static Proc of(long pid) {
        return new Proc(Path.of("/proc/" + pid));
    }

    /** User and system time of all threads so far, in seconds, exact to a hundredth. */
    public double cpuS() {
        // The command's name may hold spaces; what follows its last parenthesis does not.
        String stat = read("stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_S;
    }

    /** The same of this process, exact to the nanosecond. */
    public static long ownCpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** Resident memory now, in bytes. */
    public long residentBytes() {
        return kib("VmRSS:");
    }

    /** The most that was resident since the start or since {@link #forgetPeak}, in bytes. */
    public long peakResidentBytes() {
        return kib("VmHWM:");
    }

    /** Lets the peak begin anew at what is resident now. */
    public void forgetPeak() {
        try {
            Files.writeString(folder.resolve("clear_refs"), "5");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long kib(String key) {
        for (String line : read("status").lines().toList()) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        throw new IllegalStateException(folder + "/status has no " + key);
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processor, kernel and Java, for the head of a table. */
    public static String machine() {
        try {
            List<String> cpu = Files.readAllLines(Path.of("/proc/cpuinfo"));
            String model = cpu.stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse("unknown processor");
            String loads = Files.readString(Path.of("/proc/loadavg"));
            String load = loads.substring(0, loads.indexOf(' '));
            return Runtime.getRuntime().availableProcessors() + " × " + model + ", Linux "
                    + System.getProperty("os.version") + ", Java "
                    + Runtime.version().feature() + "; load average at the start " + load;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
