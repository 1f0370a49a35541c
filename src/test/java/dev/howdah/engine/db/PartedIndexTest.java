package dev.howdah.engine.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.PartedIndex.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PartedIndexTest {
    @Test
    void aScriptThatIsCutShortStillStandsForTheWholeIndex() {
        PartedIndex index = Objects.requireNonNull(PartedIndex.of("CREATE INDEX CONCURRENTLY by_day ON public.p (day)"));
        List<Part> parts = new ArrayList<>(List.of(new Part("p", "public", "p", null)));
        for (int i = 0; i < 250; i++) {
            parts.add(new Part("r", "public", "p" + i, "public.p"));
        }
        String script = index.script(parts);
        assertThat(script).endsWith("-- 50 more partitions follow: a job does them all.");
        assertThat(PartedIndex.whole(script)).containsExactly("CREATE INDEX IF NOT EXISTS by_day ON public.p (day)");
    }
}
