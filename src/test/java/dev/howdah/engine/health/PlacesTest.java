package dev.howdah.engine.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {
    private static final List<String> ROWS = List.of("LOCKS/", "PROGRESS/", "LOG/", "IO/", "RATIOS/", "STATE/", "DATABASE/", "USER/",
            "SETTINGS/", "REPLICATION/", "maintenance/");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', emptyValue = "", value = {
        "unused | public.orders_state | data public.orders_state",
        "sequence-near-end | public.orders_id_seq | data public.orders_id_seq",
        "slot-inactive | \"old slot\" | servers REPLICATION/old slot",
        "horizon-held | replication slot old | servers REPLICATION/old",
        "horizon-held | session 4711 | activity 4711",
        "horizon-held | prepared transaction move_7 | activity LOCKS/",
        "fsync-off | ~~ | servers SETTINGS/fsync",
        "planner-switched-off | enable_seqscan | servers SETTINGS/enable_seqscan",
        "no-pool | shop | pool DATABASE/shop",
        "role-limit | ann | pool USER/ann",
        "hit-ratio | shop | cache RATIOS/shop",
        "blocker | 4711 | activity 4711",
        "dead-rows | public.orders | jobs maintenance/vacuum public.orders",
        "dead-rows | \"my.shop\".\"Orders\" | jobs maintenance/vacuum \"my.shop\".\"Orders\"",
        "sequential-reads | public.orders | slow orders",
        "sequential-reads | \"my.shop\".\"order lines\" | slow order lines",
        "superuser-application | an application without a name as \"ann b\" | pool USER/ann b",
        "unencrypted | \"ann b\" from 10.0.0.1 | pool USER/ann b",
        "md5-passwords | ann | ~~"
    })
    void eachKindOfFindingLeadsToTheRowThatItIsAbout(String id, String object, String place) {
        Check check = Checks.all().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
        assertThat(Objects.toString(check.manner().places().of(object), "")).isEqualTo(place);
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
