package dev.howdah.engine.alert.out;

import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Secrets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes outputs of what the settings say. Thread-safe.
 *
 * @param secrets asked when something is sent, never before; may throw
 * @param desktop what the console shows; null where there is none
 */
public record Outputs(Supplier<Secrets> secrets, @Nullable Output desktop, InstantSource clock, ZoneId zone) {
    /** Under which name an output's secret is kept. */
    public static String secretName(String output) {
        return "alert:" + output;
    }

    /** Null for what this process cannot do. */
    public @Nullable Output of(OutputSpec spec) {
        Supplier<@Nullable Secret> secret = () -> secrets.get().get(secretName(spec.name()));
        return switch (spec) {
            case OutputSpec.Desktop d -> desktop;
            case OutputSpec.Webhook w -> new Webhook(w, secret, clock);
            case OutputSpec.Command c -> new Command(c, zone);
            case OutputSpec.Mail m -> new Mail(m, secret, clock, zone);
        };
    }

    /** With a queue and a thread; null for what this process cannot do. */
    public @Nullable Lane lane(OutputSpec spec) {
        Output output = of(spec);
        return output == null ? null : new Lane(spec, output, clock);
    }
}
