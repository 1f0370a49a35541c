package dev.howdah.engine.serve;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.sample.OwnProbe;
import dev.howdah.engine.systems.trainingmonkey.Tokens;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the OAuth tokens of trainingmonkey are; skipped where its table is not. Stateless. */
final class TokenHealth extends OwnProbe<Tokens.Health> {
    static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofHours(24);

    TokenHealth() {
        super("serve/tokens", INTERVAL);
    }

    @Override
    public @Nullable Lack missing(Db db) {
        boolean there = db.withConnection(c -> {
            try (var s = c.createStatement();
                    var r = s.executeQuery("SELECT pg_catalog.to_regclass('trainingmonkey.oauth_tokens') IS NOT NULL")) {
                return r.next() && r.getBoolean(1);
            }
        });
        return there ? null : new Lack(Text.of("serve.no-tokens"), null);
    }

    @Override
    public Tokens.Health read(Db db) {
        return db.withConnection(c -> Tokens.health(c, SOON));
    }
}
