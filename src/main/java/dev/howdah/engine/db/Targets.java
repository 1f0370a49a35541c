package dev.howdah.engine.db;

import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which database is meant: a profile's name, a JDBC or libpq address, libpq keywords, a service of
 * {@code pg_service.conf}, or nothing at all, in which case {@code DATABASE_URL}, then the {@code PG*} variables, then the sandbox.
 * Immutable apart from the files that it reads anew at each call.
 */
public final class Targets {
    /** The word for Howdah's own server. */
    public static final String SANDBOX = "sandbox";

    private static final String URL = "DATABASE_URL";
    private static final List<String> SAY_WHERE =
            List.of("PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGSERVICE");

    private final Surroundings surroundings;
    private final Profiles profiles;

    public Targets(Surroundings surroundings, Profiles profiles) {
        this.surroundings = surroundings;
        this.profiles = profiles;
    }

    /** What a text means. */
    public sealed interface Answer {
        /** Howdah's own server; the caller starts it. */
        record Sandbox() implements Answer {}

        /**
         * @param origin where it was found, for people: {@code DATABASE_URL}, {@code service orders in ~/.pg_service.conf}
         * @param notes sentences about what was left aside: a password file that others may read, parameters without use here
         */
        record Found(Target target, String origin, List<String> notes) implements Answer {}
    }

    /**
     * Reads a text that names a target.
     *
     * @param text null or blank for "nothing at all"
     * @param told the environment that the user named; null when he named none. A profile's own environment stands above it
     * @throws TargetException when it cannot be understood
     */
    public Answer resolve(@Nullable String text, @Nullable Environment told) {
        String given = text == null ? "" : text.strip();
        if (!given.isEmpty()) {
            return named(given, told, Text.of("target.origin-given"));
        }
        String origin = usual();
        if (origin.isEmpty()) {
            return new Answer.Sandbox();
        }
        String url = surroundings.get(URL);
        return url != null ? named(url.strip(), told, origin) : libpq(new ConnInfo(Map.of()), told, origin, null);
    }

    /** The variables that say which server "nothing at all" means; empty when none does and it is the sandbox. */
    public String usual() {
        return surroundings.get(URL) != null ? URL
                : SAY_WHERE.stream().filter(v -> surroundings.get(v) != null).collect(Collectors.joining(", "));
    }

    /** The target of a profile. */
    public Answer.Found profile(Profile profile) {
        if (profile.address().holdsSecret()) {
            throw TargetException.of("target.profile-password", profile.name());
        }
        if (profile.address().get("host") == null
                && profile.address().get("hostaddr") == null
                && profile.address().get("service") == null) {
            throw TargetException.of("target.profile-host", profile.name());
        }
        ConnInfo info = withService(profile.address());
        Secret stored = profiles.password(profile.name());
        info = stored == null ? info.orElse(only("PGPASSWORD")) : info.with("password", stored.reveal());
        TargetBuilder builder = new TargetBuilder(surroundings, info, Map.of());
        Target target = builder.build(profile.name(), profile.environment());
        return new Answer.Found(target, Text.of("target.origin-profile", profile.name()), builder.notes());
    }

    private Answer named(String given, @Nullable Environment told, String origin) {
        if (given.equals(SANDBOX)) {
            return new Answer.Sandbox();
        }
        if (JdbcUrl.is(given)) {
            return jdbc(JdbcUrl.parse(given), told, origin);
        }
        if (LibpqUrl.is(given) || (!given.contains("://") && given.contains("="))) {
            return libpq(ConnInfo.parse(given), told, origin, null);
        }
        if (given.contains("://")) {
            throw TargetException.of("target.scheme", given.substring(0, given.indexOf("://")).replaceAll("[^A-Za-z0-9+.:-]", "?"));
        }
        return profileOrService(given, told);
    }

    private Answer profileOrService(String name, @Nullable Environment told) {
        for (Profile p : profiles.all()) {
            if (p.name().equals(name)) {
                return profile(p);
            }
        }
        ServiceFile services = new ServiceFile(surroundings);
        if (services.find(name, null) != null) {
            return libpq(new ConnInfo(Map.of("service", name)), told, name, name);
        }
        List<String> known = new ArrayList<>(profiles.all().stream().map(Profile::name).toList());
        known.addAll(services.names());
        known.add(SANDBOX);
        throw TargetException.of("target.unknown", name, known.stream().distinct().collect(Collectors.joining(", ")));
    }

    private Answer jdbc(JdbcUrl url, @Nullable Environment told, String origin) {
        ConnInfo info = withService(url.info()).orElse(only("PGUSER", "PGPASSWORD", "PGSSLMODE", "PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY"));
        TargetBuilder builder = new TargetBuilder(surroundings, info, url.properties());
        Target target = builder.build(null, told == null ? Environment.PRODUCTION : told);
        List<String> notes = new ArrayList<>(builder.notes());
        if (!url.ignored().isEmpty()) {
            notes.add(Text.of("target.ignored", String.join(", ", url.ignored())));
        }
        return new Answer.Found(target, origin, List.copyOf(notes));
    }

    private Answer libpq(ConnInfo given, @Nullable Environment told, String origin, @Nullable String name) {
        ConnInfo info = given;
        String from = origin;
        String service = given.get("service") == null ? surroundings.get("PGSERVICE") : given.get("service");
        if (service != null) {
            ServiceFile.Service found = service(service, given.get("servicefile"));
            info = info.orElse(found.values());
            from = Text.of("target.origin-service", service, surroundings.shown(found.file()));
        }
        info = info.orElse(LibpqDefaults.environment(surroundings));
        TargetBuilder builder = new TargetBuilder(surroundings, info, Map.of());
        Target target = builder.build(name, told == null ? Environment.PRODUCTION : told);
        return new Answer.Found(target, from, builder.notes());
    }

    private ConnInfo withService(ConnInfo info) {
        String service = info.get("service");
        return service == null ? info : info.orElse(service(service, info.get("servicefile")).values());
    }

    private ServiceFile.Service service(String name, @Nullable String file) {
        ServiceFile files = new ServiceFile(surroundings);
        ServiceFile.Service found = files.find(name, file);
        if (found == null) {
            String looked = files.files(file).stream().map(surroundings::shown).collect(Collectors.joining(", "));
            throw TargetException.of("target.service-unknown", name, looked);
        }
        return found;
    }

    private ConnInfo only(String... variables) {
        return LibpqDefaults.environment(surroundings, List.of(variables));
    }

    /**
     * Reads an environment's name as people write it: {@code production}, {@code prod}, {@code dev}, … Null when it is none.
     */
    public static @Nullable Environment environment(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "production", "prod" -> Environment.PRODUCTION;
            case "staging", "stage" -> Environment.STAGING;
            case "development", "dev" -> Environment.DEVELOPMENT;
            case "sandbox" -> Environment.SANDBOX;
            default -> null;
        };
    }
}
