import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Sums sealed usage by vcluster with Spark: through the manifest, and by the folder alone; both must agree. */
public final class SparkRead {
    private final SparkSession spark;
    private final String sealed;
    private final JsonNode files;

    private SparkRead(SparkSession spark, String sealed) throws Exception {
        this.spark = spark;
        this.sealed = sealed;
        this.files = new ObjectMapper().readTree(new File(sealed, "manifest.json")).path("content").path("files");
    }

    public static void main(String[] args) throws Exception {
        SparkSession session = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
                .getOrCreate();
        SparkRead read = new SparkRead(session, args[0]);
        List<String> lines = read.sums(read.named("usage"));
        if (!lines.equals(read.sums(session.read().parquet(args[0] + "/usage")))) {
            throw new IllegalStateException("the manifest and the folder differ: is it being compacted just now?");
        }
        System.out.println("vcluster,seconds,cpu_core_ms,memory_kib_s,network_rx_bytes");
        lines.forEach(System.out::println);
        session.stop();
    }

    /** The files of a table that count, each row once. */
    private Dataset<Row> named(String table) {
        List<String> paths = new ArrayList<>();
        for (JsonNode file : files) {
            if (file.path("table").asText().equals(table)) {
                paths.add(sealed + "/" + file.path("file").asText());
            }
        }
        return spark.read().option("basePath", sealed + "/" + table).parquet(paths.toArray(String[]::new));
    }

    /** Pods that ended and pods that run; one that has ended since stands in both. */
    private Dataset<Row> pods() {
        Dataset<Row> ended = named("pod_span").select("span_id", "vcluster");
        if (!new File(sealed, "pod_span_open").isDirectory()) {
            return ended;
        }
        Dataset<Row> open = spark.read().parquet(sealed + "/pod_span_open").select("span_id", "vcluster");
        return ended.unionByName(open).dropDuplicates("span_id");
    }

    private List<String> sums(Dataset<Row> usage) {
        List<String> lines = new ArrayList<>();
        usage.join(pods(), "span_id")
                .groupBy(coalesce(col("vcluster"), lit("")).as("vcluster"))
                .agg(
                        sum("seconds"),
                        sum(col("cpu_50_core_ms").cast("long").multiply(50)),
                        sum(col("memory_mib").cast("long").multiply(1024).multiply(col("seconds"))),
                        sum(col("network_rx_16_kib").cast("long").multiply(16384)))
                .orderBy("vcluster")
                .collectAsList()
                .forEach(row -> lines.add(row.mkString(",")));
        return lines;
    }
}
