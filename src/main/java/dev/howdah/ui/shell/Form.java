package dev.howdah.ui.shell;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Tls;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What was typed into the connect sheet.
 *
 * @param address a URL, {@code host=… dbname=…}, a profile's or a service's name
 * @param user empty to take the address's or the default
 * @param password null when none was typed
 * @param name under which the profile is saved; empty saves nothing
 */
public record Form(
        String address,
        String user,
        @Nullable Secret password,
        Environment environment,
        Tls.@Nullable Mode tls,
        @Nullable Path rootCert,
        @Nullable Path cert,
        @Nullable Path key,
        String name) {}
