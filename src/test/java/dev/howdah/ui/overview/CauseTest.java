package dev.howdah.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.ui.kit.OpenTab;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CauseTest {
    private static final Set<String> TABS = Set.of("pool", "cache", "slow", "activity", "jobs", "data", "servers");

    private static String of(String id, String object) {
        Check check = Checks.all().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
        OpenTab cause = Cause.of(check, object, null);
        return cause == null ? "" : cause.id() + " " + cause.object();
    }

    @Test
    void eachKindOfFindingLeadsToTheRowThatItIsAbout() {
        assertThat(of("unused", "public.orders_state")).isEqualTo("data public.orders_state");
        assertThat(of("sequence-near-end", "public.orders_id_seq")).isEqualTo("data public.orders_id_seq");
        assertThat(of("slot-inactive", "\"old slot\"")).isEqualTo("servers REPLICATION/old slot");
        assertThat(of("horizon-held", "replication slot old")).isEqualTo("servers REPLICATION/old");
        assertThat(of("horizon-held", "session 4711")).isEqualTo("activity 4711");
        assertThat(of("fsync-off", "")).isEqualTo("servers SETTINGS/fsync");
        assertThat(of("planner-switched-off", "enable_seqscan")).isEqualTo("servers SETTINGS/enable_seqscan");
        assertThat(of("no-pool", "shop")).isEqualTo("pool DATABASE/shop");
        assertThat(of("role-limit", "ann")).isEqualTo("pool USER/ann");
        assertThat(of("hit-ratio", "shop")).isEqualTo("cache RATIOS/shop");
        assertThat(of("sequential-reads", "public.orders")).isEqualTo("slow orders");
        assertThat(of("blocker", "4711")).isEqualTo("activity 4711");
        assertThat(of("dead-rows", "public.orders")).isEqualTo("jobs maintenance/vacuum public.orders");
        assertThat(of("md5-passwords", "ann")).as("a role stands nowhere else").isEmpty();
    }

    @Test
    void noCheckLeadsToATabThatIsNotThere() {
        Set<String> seen = new HashSet<>();
        for (Check check : Checks.all()) {
            OpenTab cause = Cause.of(check, "public.orders", null);
            if (cause != null) {
                assertThat(TABS).as(check.id()).contains(cause.id());
                seen.add(cause.id());
            }
        }
        assertThat(seen).as("each tab has its findings").containsAll(List.of("pool", "cache", "slow", "activity", "jobs", "data", "servers"));
    }
}
