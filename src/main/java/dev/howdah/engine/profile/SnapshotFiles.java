package dev.howdah.engine.profile;

import dev.howdah.engine.db.PrivateFiles;
import dev.howdah.engine.db.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps counters as compressed JSON files, a folder a target, a file a reset. Holds numbers only, no texts. */
public final class SnapshotFiles implements KeptSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFiles.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    public SnapshotFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public synchronized void keep(Target target, Kept snapshot) {
        Path file = folder(target).resolve(snapshot.at().toEpochMilli() + "-" + System.nanoTime() + ".json.gz");
        try {
            Files.createDirectories(file.getParent());
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(packed)) {
                JSON.writeValue(out, json(snapshot));
            }
            PrivateFiles.replace(file, packed.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized List<Kept> of(Target target) {
        Path dir = folder(target);
        if (!Files.isDirectory(dir)) {
            return List.of();
        }
        List<Kept> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json.gz")).sorted().toList()) {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                    all.add(kept(JSON.readTree(in)));
                } catch (IOException | JacksonException | NullPointerException e) {
                    LOG.warn("cannot read the kept counters in {}", file, e);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** A folder for each name and address: a name alone may be given to another server later. */
    private Path folder(Target target) {
        String name = target.name() + "@" + target.address();
        String safe = name.replaceAll("[^A-Za-z0-9.@_-]", "_");
        return folder.resolve(safe + "-" + Integer.toHexString(name.hashCode()));
    }

    private static ObjectNode json(Kept k) {
        ObjectNode o = JSON.createObjectNode();
        o.put("at", k.at().toString()).put("version", k.version()).put("major", k.major());
        ArrayNode measures = o.putArray("measures");
        for (Measure m : Measure.values()) {
            measures.add(m.name());
        }
        ArrayNode rows = o.putArray("rows");
        k.counters().forEach((key, c) -> {
            ObjectNode row = rows.addObject();
            row.put("user", key.userId()).put("database", key.databaseId()).put("query", key.queryId()).put("toplevel", key.toplevel());
            ArrayNode values = row.putArray("values");
            for (double v : c.toArray()) {
                if (Double.isNaN(v)) {
                    values.addNull();
                } else {
                    values.add(v);
                }
            }
        });
        return o;
    }

    private static Kept kept(JsonNode o) {
        List<String> names = new ArrayList<>();
        o.get("measures").forEach(n -> names.add(n.asString()));
        Map<StatementKey, Counters> counters = new HashMap<>();
        for (JsonNode row : o.get("rows")) {
            StatementKey key = new StatementKey(
                    row.get("user").longValue(), row.get("database").longValue(), row.get("query").longValue(),
                    row.get("toplevel").booleanValue());
            double[] values = new double[Measure.COUNT];
            java.util.Arrays.fill(values, Double.NaN);
            for (Measure m : Measure.values()) {
                int i = names.indexOf(m.name());
                if (i >= 0 && row.get("values").get(i).isNumber()) {
                    values[m.ordinal()] = row.get("values").get(i).doubleValue();
                }
            }
            counters.put(key, new Counters(values));
        }
        return new Kept(Instant.parse(o.get("at").asString()), o.get("version").asString(), o.get("major").intValue(), counters);
    }
}
