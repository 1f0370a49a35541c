package dev.howdah.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialTest {
    @Test
    void knowsNamesWithSpacesAndQuotes() {
        assertThat(Trial.of("DROP INDEX CONCURRENTLY public.\"An index \"\"of\"\" 7; words\";").drop())
                .containsExactly("public.\"An index \"\"of\"\" 7; words\"");
        assertThat(Trial.of("DROP INDEX IF EXISTS i").drop()).containsExactly("i");
    }

    @Test
    void takesAllOfSeveralStatements() {
        Trial both = Trial.of("CREATE INDEX CONCURRENTLY a ON t (x);\nDROP INDEX CONCURRENTLY public.b;\nANALYZE t;");
        assertThat(both.create()).containsExactly("CREATE INDEX CONCURRENTLY a ON t (x)");
        assertThat(both.drop()).containsExactly("public.b");
        assertThat(Trial.of("ANALYZE t").possible()).isFalse();
    }

    @Test
    void seesOneIndexInTheStepsOnPartitions() {
        List<String> create = Trial.of("""
                CREATE INDEX IF NOT EXISTS a ON ONLY public.p (x);
                CREATE INDEX CONCURRENTLY IF NOT EXISTS p1_a ON public.p1 (x);
                ALTER INDEX public.a ATTACH PARTITION public.p1_a;
                """).create();
        assertThat(create).containsExactly("CREATE INDEX IF NOT EXISTS a ON public.p (x)");
    }

    @Test
    void takesSettingsOfThePlannerOnly() {
        assertThat(Trial.of("ALTER SYSTEM SET random_page_cost = '1.1';\nSELECT pg_reload_conf();").settings()).isEqualTo(Map.of("random_page_cost", "1.1"));
        assertThat(Trial.of("ALTER DATABASE \"my db\" SET work_mem TO '64MB'").settings()).isEqualTo(Map.of("work_mem", "64MB"));
        assertThat(Trial.of("ALTER SYSTEM SET max_connections = 7").possible()).isFalse();
    }
}
