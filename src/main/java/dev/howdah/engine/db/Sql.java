package dev.howdah.engine.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One query from {@code resources/sql}. Its first comment lines say what it is: {@code -- title:}, {@code -- needs:} (without
 * these it cannot run), {@code -- wants:} (without these it shows less), {@code -- interval:} (seconds between two runs).
 * Immutable.
 *
 * @param name folder and file without ending: {@code pool/sessions}
 * @param interval how often a monitor runs it; 1 s unless the file says otherwise
 */
public record Sql(String name, String text, String title, List<Need> needs, List<Need> wants, Duration interval) {
    private static final Pattern HEADER = Pattern.compile("(?m)^--\\s*(title|needs|wants|interval):\\s*(.*?)\\s*$");

    /**
     * The query in the form for this server: {@code name.17.sql} holds from major 17 on, {@code name.sql} before the lowest such.
     *
     * @throws IllegalArgumentException when there is no such file
     */
    public static Sql load(String name, int major) {
        for (int m = major; m >= Server.OLDEST; m--) {
            String text = read(name + "." + m + ".sql");
            if (text != null) {
                return parse(name, text);
            }
        }
        String text = read(name + ".sql");
        if (text == null) {
            throw new IllegalArgumentException("no query " + name);
        }
        return parse(name, text);
    }

    /**
     * The query in the form for an installed extension, whose version need not be that of the server: {@code name@1.10.sql} holds
     * from version 1.10 of the extension on. Each {@code @extschema@} in it becomes the extension's schema.
     *
     * @param version as pg_extension.extversion, {@code 1.11} say
     * @param schema where the extension is installed
     * @throws IllegalArgumentException when the extension is older than all forms of the query
     */
    public static Sql forExtension(String name, String version, String schema) {
        String[] parts = version.split("[.]", 3);
        int minor = parts.length < 2 ? 0 : Integer.parseInt(parts[1].replaceAll("\\D.*", ""));
        for (int m = minor; m >= 0; m--) {
            String text = read(name + "@" + parts[0] + "." + m + ".sql");
            if (text != null) {
                return parse(name, text.replace("@extschema@", Identifiers.quote(schema)));
            }
        }
        throw new IllegalArgumentException("no query " + name + " for version " + version);
    }

    /** This query with each {@code @extschema@} in it replaced by a schema's name. */
    public Sql inSchema(String schema) {
        return new Sql(name, text.replace("@extschema@", Identifiers.quote(schema)), title, needs, wants, interval);
    }

    static Sql parse(String name, String text) {
        String title = name;
        List<Need> needs = List.of();
        List<Need> wants = List.of();
        Duration interval = Duration.ofSeconds(1);
        Matcher m = HEADER.matcher(text);
        while (m.find()) {
            String value = m.group(2);
            switch (m.group(1)) {
                case "title" -> title = value;
                case "needs" -> needs = Need.parse(value);
                case "wants" -> wants = Need.parse(value);
                default -> interval = Duration.ofSeconds(Long.parseLong(value.replaceAll("\\s*s$", "")));
            }
        }
        return new Sql(name, text, title, needs, wants, interval);
    }

    /** Whether a statement's text, as the server keeps it, is one of Howdah's own queries: they are sent with their comments. */
    public static boolean isOwn(String text) {
        return text.stripLeading().startsWith("-- title:");
    }

    /** The first need that this server does not meet, or null. */
    public @Nullable Lack missing(Server server) {
        return lacks(needs, server).stream().findFirst().orElse(null);
    }

    /** All wishes that this server does not meet. */
    public List<Lack> partial(Server server) {
        return lacks(wants, server);
    }

    private static List<Lack> lacks(List<Need> needs, Server server) {
        return needs.stream().map(n -> n.missing(server)).filter(l -> l != null).map(Lack.class::cast).toList();
    }

    private static @Nullable String read(String file) {
        try (InputStream in = Sql.class.getResourceAsStream("/sql/" + file)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
