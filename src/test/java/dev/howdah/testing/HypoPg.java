package dev.howdah.testing;

import dev.howdah.engine.db.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The extension HypoPG of the machine's own PostgreSQL 15, in a database of the tests' server of that version. */
public final class HypoPg {
    private static final Path SCRIPT = Path.of("/usr/share/postgresql/15/extension/hypopg--1.3.1.sql");

    private HypoPg() {}

    public static boolean isHere() {
        return Files.exists(SCRIPT);
    }

    /** Its functions; there is no extension by that name. */
    public static void install(Target target) throws IOException {
        Servers.execute(target, Files.readString(SCRIPT)
                .replaceAll("(?m)^\\\\.*$", "")
                .replaceAll("(?m)^.*pg_extension_config_dump.*$", "")
                .replaceAll("MODULE_PATHNAME|\\$libdir/hypopg", "/usr/lib/postgresql/15/lib/hypopg"));
    }
}
