package dev.howdah.engine.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final List<String> ROWS = List.of("LOCKS/", "PROGRESS/", "LOG/", "IO/", "RATIOS/", "STATE/", "DATABASE/", "USER/",
            "SETTINGS/", "REPLICATION/", "maintenance/");

    private static String of(String id, String object) {
        Check check = Checks.all().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
        return Objects.toString(check.manner().places().of(object), "");
    }

    @Test
    void eachKindOfFindingLeadsToTheRowThatItIsAbout() {
        assertThat(of("unused", "public.orders_state")).isEqualTo("data public.orders_state");
        assertThat(of("sequence-near-end", "public.orders_id_seq")).isEqualTo("data public.orders_id_seq");
        assertThat(of("slot-inactive", "\"old slot\"")).isEqualTo("servers REPLICATION/old slot");
        assertThat(of("horizon-held", "replication slot old")).isEqualTo("servers REPLICATION/old");
        assertThat(of("horizon-held", "session 4711")).isEqualTo("activity 4711");
        assertThat(of("horizon-held", "prepared transaction move_7")).isEqualTo("activity LOCKS/");
        assertThat(of("fsync-off", "")).isEqualTo("servers SETTINGS/fsync");
        assertThat(of("planner-switched-off", "enable_seqscan")).isEqualTo("servers SETTINGS/enable_seqscan");
        assertThat(of("no-pool", "shop")).isEqualTo("pool DATABASE/shop");
        assertThat(of("role-limit", "ann")).isEqualTo("pool USER/ann");
        assertThat(of("hit-ratio", "shop")).isEqualTo("cache RATIOS/shop");
        assertThat(of("blocker", "4711")).isEqualTo("activity 4711");
        assertThat(of("dead-rows", "public.orders")).isEqualTo("jobs maintenance/vacuum public.orders");
        assertThat(of("md5-passwords", "ann")).as("a role stands nowhere else").isEmpty();
    }

    @Test
    void namesAreReadWithTheirQuotes() {
        assertThat(of("sequential-reads", "public.orders")).isEqualTo("slow orders");
        assertThat(of("sequential-reads", "\"my.shop\".\"order lines\"")).isEqualTo("slow order lines");
        assertThat(of("superuser-application", "an application without a name as \"ann b\"")).isEqualTo("pool USER/ann b");
        assertThat(of("unencrypted", "\"ann b\" from 10.0.0.1")).isEqualTo("pool USER/ann b");
        assertThat(of("dead-rows", "\"my.shop\".\"Orders\"")).isEqualTo("jobs maintenance/vacuum \"my.shop\".\"Orders\"");
    }

    @Test
    void aRowThatNamesAKindOfThingNamesOneThatItsTabKnows() {
        Set<String> tabs = new TreeSet<>();
        for (Check check : Checks.all()) {
            Place place = check.manner().places().of("thing");
            if (place != null) {
                tabs.add(place.tab());
                assertThat(!place.row().contains("/") || ROWS.stream().anyMatch(place.row()::startsWith)).as(check.id() + ": " + place).isTrue();
                assertThat(place.row()).as(check.id()).doesNotContain("{");
            }
        }
        assertThat(tabs).containsExactly("activity", "cache", "data", "jobs", "pool", "servers", "slow");
    }

    @Test
    void aPlaceIsReadAsItWasWritten() {
        for (Place place : List.of(new Place("activity", ""), new Place("jobs", "maintenance/vacuum public.order lines"))) {
            assertThat(Place.parse(place.toString())).isEqualTo(place);
        }
    }

    @Test
    void aKindWithoutAPlaceIsRefused() {
        assertThatThrownBy(() -> Places.parse("activity; session")).hasMessageContaining("session");
    }
}
