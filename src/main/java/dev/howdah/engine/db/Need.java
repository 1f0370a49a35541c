package dev.howdah.engine.db;

import dev.howdah.engine.text.Text;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that a query asks of the server: a version, a role's rights, an extension, a preloaded library. */
public sealed interface Need {
    /** What is missing on this server, or null when the need is met. */
    @Nullable Lack missing(Server server);

    record Version(int major) implements Need {
        @Override
        public @Nullable Lack missing(Server server) {
            return server.major() >= major ? null : new Lack(Text.of("lack.version", major, server.version()), null);
        }
    }

    record Role(String name) implements Need {
        @Override
        public @Nullable Lack missing(Server server) {
            return server.has(name)
                    ? null
                    : new Lack(Text.of("lack.role", name), "GRANT " + name + " TO " + Identifiers.quote(server.user()) + ";");
        }
    }

    record Extension(String name) implements Need {
        @Override
        public @Nullable Lack missing(Server server) {
            return server.extensions().containsKey(name)
                    ? null
                    : new Lack(Text.of("lack.extension", name), "CREATE EXTENSION IF NOT EXISTS " + Identifiers.quote(name) + ";");
        }
    }

    record Superuser() implements Need {
        @Override
        public @Nullable Lack missing(Server server) {
            return server.superuser() ? null : new Lack(Text.of("lack.superuser"), null);
        }
    }

    /**
     * Reads {@code version 16, role pg_monitor, extension pg_buffercache, superuser}.
     *
     * @throws IllegalArgumentException on any other word
     */
    static List<Need> parse(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).map(Need::one).toList();
    }

    private static Need one(String text) {
        String[] words = text.split("\\s+", 2);
        return switch (words[0]) {
            case "version" -> new Version(Integer.parseInt(words[1]));
            case "role" -> new Role(words[1]);
            case "extension" -> new Extension(words[1]);
            case "superuser" -> new Superuser();
            default -> throw new IllegalArgumentException("unknown need: " + text);
        };
    }
}
