package dev.howdah.engine.advise;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleFile;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.engine.twin.Query;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Schemas and workloads on which the advice is judged beside TPC-H: films (joins over skewed keys), shop (an OLTP schema under heavy
 * writes), events (partitions, documents, arrays), star (sales of three channels and their dimensions). Their capsules lie in src/test/resources/judge and hold the statistics of rows made
 * by the script of the same name, a part of what the capsule says; {@code main} makes them anew.
 */
record Judge(String name, Capsule capsule, Workload workload) {
    static final List<String> NAMES = List.of("films", "shop", "events", "star");

    private static final Path FOLDER = Path.of("src/test/resources/judge");
    private static final Pattern WEIGHT = Pattern.compile("^-- ([\\d.]+)/s ([\\d.]+) ms$", Pattern.MULTILINE);
    private static final int TIMES = 20;
    private static final double HOUR = 3600;
    /** Rows a second: inserted, updated, of those heap-only, deleted. */
    private static final Map<String, List<Double>> TRAFFIC = Map.of(
            "visit", List.of(20.0, 200.0, 190.0, 18.0),
            "purchase", List.of(30.0, 90.0, 80.0, 0.0),
            "line", List.of(90.0, 0.0, 0.0, 0.0),
            "payment", List.of(30.0, 1.0, 0.0, 0.0),
            "stock", List.of(0.0, 100.0, 98.0, 0.0));

    static Judge of(String name) {
        try {
            return new Judge(name, CapsuleFile.read(FOLDER.resolve(name + ".capsule")), workload(Files.readString(FOLDER.resolve(name + ".work.sql"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With {@code -- 20/s 3 ms} before a statement it is one that was measured. */
    private static Workload workload(String text) {
        Matcher m = WEIGHT.matcher(text);
        if (!m.find()) {
            return Workload.parse(text);
        }
        List<Workload.Item> items = new ArrayList<>();
        do {
            int end = text.indexOf(";", m.end());
            items.add(new Workload.Item("q" + (items.size() + 1), Query.of(text.substring(m.end(), end)), Double.parseDouble(m.group(1)),
                    Double.parseDouble(m.group(2))));
        } while (m.find());
        return new Workload(items, true);
    }

    public static void main(String[] args) throws IOException {
        for (String name : args.length == 0 ? NAMES : List.of(args)) {
            Target source = Servers.newDatabase();
            Servers.execute(source, Files.readString(FOLDER.resolve(name + ".sql")));
            Servers.execute(source, "VACUUM ANALYZE");
            Capsule read = larger(new CapsuleReader(InstantSource.system()).read(Servers.db(source)));
            try (OutputStream out = Files.newOutputStream(FOLDER.resolve(name + ".capsule"))) {
                CapsuleFile.write(name.equals("shop") ? busy(read) : read, out);
            }
        }
        System.exit(0);
    }

    private static Capsule larger(Capsule c) {
        List<Capsule.Index> indexes = c.indexes().stream()
                .map(i -> new Capsule.Index(i.id(), i.tableId(), i.schema(), i.name(), i.method(), i.definition(), i.isUnique(), i.isPrimary(), i.isValid(),
                        i.isClustered(), i.isReplicaIdentity(), i.partitioned(), i.parentId(), i.pages() * TIMES, i.tuples() * TIMES, i.bytes() * TIMES,
                        i.columns(), i.keyColumns(), i.options(), i.classes(), i.collations(), i.predicate(), i.hasExpressions(), i.scans()))
                .toList();
        return with(c, indexes, c.source(), r -> new Capsule.Relation(r.id(), r.schema(), r.name(), r.kind(), r.pages() * TIMES, r.tuples() * TIMES,
                r.allVisible() * TIMES, r.bytes() * TIMES, r.options(), r.partitionKey(), r.partitionBound(), r.parents(), r.definition(), r.readable(),
                r.rowSecurity(), r.hasRules(), r.inserted(), r.updated(), r.hotUpdated(), r.deleted()));
    }

    private static Capsule busy(Capsule c) {
        Capsule.Source s = c.source();
        Capsule.Source hour = new Capsule.Source(s.versionNum(), s.version(), s.database(), s.encoding(), s.collate(), s.ctype(), s.provider(), s.locale(),
                s.blockSize(), HOUR, null);
        return with(c, c.indexes(), hour, r -> {
            List<Long> rows = TRAFFIC.getOrDefault(r.name(), List.of(0.0, 0.0, 0.0, 0.0)).stream().map(n -> (long) (n * HOUR)).toList();
            return new Capsule.Relation(r.id(), r.schema(), r.name(), r.kind(), r.pages(), r.tuples(), r.allVisible(), r.bytes(), r.options(),
                    r.partitionKey(), r.partitionBound(), r.parents(), r.definition(), r.readable(), r.rowSecurity(), r.hasRules(), rows.get(0),
                    rows.get(1), rows.get(2), rows.get(3));
        });
    }

    private static Capsule with(Capsule c, List<Capsule.Index> indexes, Capsule.Source source, UnaryOperator<Capsule.Relation> relation) {
        return new Capsule(c.format(), c.readAt(), source, c.settings(), c.extensions(), c.items(), c.relations().stream().map(relation).toList(),
                c.columns(), c.constraints(), indexes, c.statistics(), c.extended(), c.extendedData(), List.of(), List.of());
    }
}
