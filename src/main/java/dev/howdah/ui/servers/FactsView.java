package dev.howdah.ui.servers;

import dev.howdah.engine.activity.ReplicationRow;
import dev.howdah.engine.activity.ServerSetting;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.Locale;
import javafx.scene.Node;

/** What the open server is set to, and whom it replicates to and from. */
final class FactsView {
    private FactsView() {}

    static Node settings(ServersModel model, Kit kit) {
        Table<ServerSetting> table = kit.<ServerSetting>table("servers.settings")
                .code("serverstab.setting", ServerSetting::name).width(230)
                .code("serverstab.value", s -> join(s.value(), s.unit())).width(150).grows()
                .code("serverstab.preset", s -> join(s.preset(), s.unit())).width(150)
                .tag("serverstab.source", ServerSetting::source, s -> s.changed() ? Tone.INFO : Tone.NEUTRAL).width(140)
                .tag("serverstab.waits", s -> s.pendingRestart() ? Text.of("serverstab.restart") : "", s -> s.pendingRestart() ? Tone.LOOK : Tone.NEUTRAL)
                .width(110)
                .code("serverstab.place", ServerSetting::place).width(220)
                .key(ServerSetting::name)
                .build();
        model.settings.subscribe(table::rows);
        model.soughtSetting.subscribe(table::seek);
        return Card.of(Text.of("serverstab.part.settings"), table);
    }

    static Node replication(ServersModel model, Kit kit) {
        Table<ReplicationRow> table = kit.<ReplicationRow>table("servers.replication")
                .text("serverstab.kind", r -> Text.of("serverstab.kind." + r.kind().name().toLowerCase(Locale.ROOT))).width(130)
                .code("serverstab.replication.name", ReplicationRow::name).width(200).grows()
                .tag("serverstab.replication.state", ReplicationRow::state, r -> r.state().equals("inactive") ? Tone.LOOK : Tone.NEUTRAL).width(110)
                .text("serverstab.replication.detail", ReplicationRow::detail).width(260)
                .number("serverstab.replication.behind", r -> r.behindBytes() == null ? Double.NaN : r.behindBytes(), Unit.BYTES).bar()
                .number("serverstab.replication.lag", r -> r.lagSeconds() == null ? Double.NaN : r.lagSeconds(), Unit.SECONDS)
                .key(r -> r.kind() + "/" + r.name() + "/" + r.detail())
                .empty(Text.of("serverstab.replication.none"), Text.of("serverstab.replication.none-hint"))
                .build();
        model.replication.subscribe(table::rows);
        model.soughtReplication.subscribe(table::seek);
        return Card.of(Text.of("serverstab.part.replication"), table);
    }

    private static String join(String value, String unit) {
        return unit.isEmpty() ? value : value + " " + unit;
    }
}
