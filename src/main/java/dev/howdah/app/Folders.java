package dev.howdah.app;

import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where Howdah keeps its files: the platform's usual places, or all below {@code HOWDAH_HOME} when that is set. None is made here.
 *
 * @param config the settings file and the key of stored passwords
 * @param data the sandbox, the repository and what the window remembers
 * @param cache unpacked servers; may be deleted at any time
 */
record Folders(Path config, Path data, Path cache) {
    static Folders of(Surroundings s) {
        String all = s.get("HOWDAH_HOME");
        if (all != null) {
            Path home = s.path(all).toAbsolutePath();
            return new Folders(home.resolve("config"), home.resolve("data"), home.resolve("cache"));
        }
        if (s.windows()) {
            Path local = or(s, "LOCALAPPDATA", s.home().resolve("AppData/Local")).resolve("Howdah");
            return new Folders(s.roaming().resolve("Howdah"), local.resolve("data"), local.resolve("cache"));
        }
        if (s.mac()) {
            Path library = s.home().resolve("Library");
            Path support = library.resolve("Application Support/Howdah");
            return new Folders(support, support.resolve("data"), library.resolve("Caches/Howdah"));
        }
        return new Folders(
                or(s, "XDG_CONFIG_HOME", s.home().resolve(".config")).resolve("howdah"),
                or(s, "XDG_DATA_HOME", s.home().resolve(".local/share")).resolve("howdah"),
                or(s, "XDG_CACHE_HOME", s.home().resolve(".cache")).resolve("howdah"));
    }

    /** The server that Howdah carries, with its log. */
    Path sandbox() {
        return data.resolve("sandbox");
    }

    /** What is kept of one target: below its kind, under its address and database. */
    Path data(String kind, Target target) {
        return data.resolve(kind).resolve((target.address() + "-" + target.database()).replaceAll("[^A-Za-z0-9.-]", "_"));
    }

    private static Path or(Surroundings s, String variable, Path usual) {
        @Nullable String set = s.get(variable);
        return set == null ? usual : s.path(set);
    }
}
