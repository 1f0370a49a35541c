package dev.howdah.app;

import dev.howdah.engine.db.ConnInfo;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Failures;
import dev.howdah.engine.db.Profile;
import dev.howdah.engine.db.Targets;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * The user's settings: one commented TOML file that belongs to the user. Howdah changes single values in it and leaves the rest
 * as it was written. A file with an error is never touched: the defaults hold, and {@link #problems()} names line and column.
 * Thread-safe.
 */
final class Settings implements AutoCloseable {
    private static final Duration DELAY = Duration.ofMillis(500);
    private static final TomlMapper TOML = new TomlMapper();

    private final LateFile file;
    private final List<Change> outstanding = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean broken;
    private int edited;
    private ObjectNode tree;

    /** A value for a path, or null to take the table of that path out. */
    private record Change(List<String> path, @Nullable Object value) {}

    /** @param path need not exist, nor its folder */
    Settings(Path path) {
        file = new LateFile(path, DELAY, this::edited, this::written);
        tree = load();
    }

    /** Sentences about what in the file cannot be used, or why it is not written; empty when all is well. */
    synchronized List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        String io = file.problem();
        if (io != null) {
            all.add(io);
        }
        return all.stream().distinct().toList();
    }

    /** The file that holds the settings, for people. */
    Path path() {
        return file.path();
    }

    /** Writes the file with its explanations when there is none yet. */
    void createIfMissing() {
        if (file.read() == null && file.problem() == null) {
            file.changed();
            file.flush();
        }
    }

    /** @param key dotted: {@code window.theme} */
    synchronized String text(String key, String ifAbsent) {
        JsonNode node = node(key);
        return node == null ? ifAbsent : node.asString();
    }

    /** One of some words; a problem is noted when the file says another. */
    synchronized String word(String key, List<String> words, String ifAbsent) {
        String value = text(key, ifAbsent);
        return words.contains(value) ? value : refused(key, Text.of("settings.words", key, Failures.visible(value), String.join(", ", words)), ifAbsent);
    }

    /** A whole number within bounds; a problem is noted when the file says otherwise. */
    synchronized long number(String key, long low, long high, long ifAbsent) {
        JsonNode node = node(key);
        if (node == null) {
            return ifAbsent;
        }
        boolean fits = node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= low && node.longValue() <= high;
        return fits ? node.longValue() : refused(key, Text.of("settings.number", key, Failures.visible(node.asString()), low, high), ifAbsent);
    }

    synchronized boolean flag(String key, boolean ifAbsent) {
        JsonNode node = node(key);
        if (node == null) {
            return ifAbsent;
        }
        return node.isBoolean() ? node.booleanValue() : refused(key, Text.of("settings.flag", key, Failures.visible(node.asString())), ifAbsent);
    }

    /** A figure; null when the file says none, and a problem is noted when it says something else. */
    synchronized @Nullable Double decimal(String key) {
        JsonNode node = node(key);
        if (node == null) {
            return null;
        }
        if (!node.isNumber()) {
            note(Text.of("settings.decimal", key, Failures.visible(node.asString())));
            return null;
        }
        return node.doubleValue();
    }

    /** The texts of an array, or the words of one text; empty when the file says none. */
    synchronized List<String> list(String key) {
        JsonNode array = any(key);
        if (array != null && array.isArray()) {
            return array.valueStream().map(n -> n.asString("")).filter(t -> !t.isEmpty()).toList();
        }
        String text = text(key, "");
        return text.isBlank() ? List.of() : List.of(text.strip().split("[\\s,]+"));
    }

    /** Names of the tables below a table, in the file's order. */
    synchronized List<String> tables(String key) {
        JsonNode table = any(key);
        return table == null ? List.of() : table.properties().stream().filter(e -> e.getValue().isObject()).map(Map.Entry::getKey).toList();
    }

    /** @param value a String, Long, Integer or Boolean */
    void set(String key, Object value) {
        change(new Change(List.of(key.split("\\.", -1)), value));
    }

    /** The profiles in the file's order. One that cannot be understood is left out and noted as a problem. */
    synchronized List<Profile> profiles() {
        JsonNode all = tree.get("profiles");
        List<Profile> profiles = new ArrayList<>();
        if (all != null && all.isObject()) {
            all.properties().forEach(e -> {
                Profile p = profile(e.getKey(), e.getValue());
                if (p != null) {
                    profiles.add(p);
                }
            });
        }
        return profiles;
    }

    /** Adds a profile, or puts it in the place of the one of that name. Passwords are left out. */
    synchronized void save(Profile profile) {
        List<String> table = List.of("profiles", profile.name());
        change(new Change(table, null));
        change(new Change(List.of("profiles", profile.name(), "environment"), profile.environment().name().toLowerCase(Locale.ROOT)));
        profile.address()
                .withoutSecrets()
                .values()
                .forEach((k, v) -> change(new Change(List.of("profiles", profile.name(), k), v)));
    }

    void remove(String profile) {
        change(new Change(List.of("profiles", profile), null));
    }

    @Override
    public void close() {
        file.close();
    }

    private @Nullable Profile profile(String name, JsonNode node) {
        Map<String, String> values = new LinkedHashMap<>();
        Environment environment = Environment.PRODUCTION;
        for (Map.Entry<String, JsonNode> e : node.properties()) {
            String value = e.getValue().asString("");
            if (e.getKey().equals("environment")) {
                Environment told = Targets.environment(value);
                if (told == null) {
                    note(Text.of("settings.environment", name, Failures.visible(value)));
                }
                environment = told == null ? Environment.PRODUCTION : told;
            } else if (!ConnInfo.known(e.getKey())) {
                note(Text.of("settings.profile", name, Failures.visible(e.getKey())));
                return null;
            } else {
                values.put(e.getKey(), value);
            }
        }
        return new Profile(name, environment, new ConnInfo(values));
    }

    private @Nullable JsonNode node(String key) {
        JsonNode at = any(key);
        return at == null || at.isContainer() ? null : at;
    }

    private @Nullable JsonNode any(String key) {
        JsonNode at = tree;
        for (String part : key.split("\\.", -1)) {
            at = at == null ? null : at.get(part);
        }
        return at;
    }

    private <T> T refused(String key, String sentence, T ifAbsent) {
        note(sentence + " " + Text.of("settings.default", key, ifAbsent));
        return ifAbsent;
    }

    /** Notes a problem that a reader of the settings found. */
    synchronized void note(String sentence) {
        if (!problems.contains(sentence)) {
            problems.add(sentence);
        }
    }

    private ObjectNode load() {
        String text = file.read();
        try {
            return parsed(text == null ? "" : text);
        } catch (JacksonException e) {
            broken = true;
            note(sentence(e));
            return TOML.createObjectNode();
        }
    }

    private String sentence(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return Text.of("settings.syntax", at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr(), file.path(), e.getOriginalMessage());
    }

    /** What is set holds at once, also when the file cannot be written. */
    private synchronized void change(Change c) {
        apply(tree, c);
        outstanding.add(c);
        if (!broken) {
            file.changed();
        }
    }

    private synchronized @Nullable String edited(@Nullable String old) {
        String before = old == null ? template() : old;
        ObjectNode meant;
        try {
            meant = parsed(before);
        } catch (JacksonException e) {
            // The user is in the middle of editing it: that file is theirs.
            broken = true;
            note(sentence(e));
            return null;
        }
        outstanding.forEach(c -> apply(meant, c));
        String after = text(before, meant);
        tree = meant;
        edited = outstanding.size();
        if (after.equals(old)) {
            written();
            return null;
        }
        return after;
    }

    /** What was edited stands in the file; before that it stays outstanding, for a disk may be full now and not later. */
    private synchronized void written() {
        outstanding.subList(0, edited).clear();
        edited = 0;
    }

    /** The text with the changes; anew without the user's comments where it is written in a way that cannot be changed line by line. */
    private String text(String before, ObjectNode meant) {
        TomlText text = new TomlText(before);
        for (Change c : outstanding) {
            if (c.value() == null) {
                text.remove(c.path());
            } else {
                text.set(c.path(), c.value());
            }
        }
        try {
            if (parsed(text.toString()).equals(meant)) {
                return text.toString();
            }
        } catch (JacksonException e) {
            note(Text.of("settings.rewritten", file.path()));
        }
        return TOML.writeValueAsString(meant);
    }

    private static void apply(ObjectNode root, Change c) {
        ObjectNode at = root;
        for (String part : c.path().subList(0, c.path().size() - 1)) {
            at = at.get(part) instanceof ObjectNode known ? known : at.putObject(part);
        }
        String last = c.path().getLast();
        switch (c.value()) {
            case null -> at.remove(last);
            case Boolean b -> at.put(last, b);
            // The reader makes an int of a number that fits, and numbers of two kinds are never equal.
            case Number n when n.longValue() == n.intValue() -> at.put(last, n.intValue());
            case Number n -> at.put(last, n.longValue());
            case Object other -> at.put(last, other.toString());
        }
    }

    private static ObjectNode parsed(String text) {
        return (ObjectNode) TOML.readTree(text);
    }

    private static String template() {
        try (InputStream in = Settings.class.getResourceAsStream("/settings.toml")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
