package dev.howdah.ui.servers;

import dev.howdah.engine.db.Doctor;
import dev.howdah.engine.fleet.Member;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.AskServer;
import dev.howdah.ui.kit.Clipboards;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Problems;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One server: what is wrong, what it is, what the doctor says, and what can be done with its profile. */
final class MemberDetail {
    private final ServersModel model;
    private final ServersController controller;
    private final Kit kit;
    private final Page page;
    private final VBox words = Nodes.column();
    private final GridPane facts = new GridPane(12, 4);
    private final VBox doctor = Nodes.column();
    private final Button examine;
    private final Button edit;
    private final Button remove;
    private final Node node;
    private @Nullable Member member;

    MemberDetail(ServersModel model, ServersController controller, Kit kit, Page page) {
        this.model = model;
        this.controller = controller;
        this.kit = kit;
        this.page = page;
        Button open = Nodes.primary(Text.of("serverstab.open"), Icons.CONNECT, () -> withName(n -> page.root().fireEvent(AskServer.open(n))));
        open.setId("servers-open");
        examine = Nodes.button(Text.of("serverstab.examine"), Icons.SHIELD, () -> withName(controller::onExamine));
        examine.setId("servers-examine");
        edit = Nodes.button(Text.of("serverstab.edit"), Icons.EDIT, () -> withName(n -> page.root().fireEvent(AskServer.edit(n))));
        edit.setId("servers-edit");
        remove = Nodes.destructive(Text.of("serverstab.remove"), Icons.DELETE, this::askToRemove);
        remove.setId("servers-remove");
        FlowPane buttons = new FlowPane(8, 8, open, examine, edit, remove);
        node = new VBox(12, buttons, words, facts, doctor);
        model.examined.subscribe(e -> doctor());
        model.examining.subscribe(e -> doctor());
    }

    Node node() {
        return node;
    }

    void show(Member now) {
        boolean other = member == null || !member.name().equals(now.name());
        member = now;
        boolean mine = controller.canChange(now.name());
        edit.setDisable(!mine);
        remove.setDisable(!mine);
        words.getChildren().setAll(words(now));
        facts(now);
        if (other) {
            doctor();
        }
    }

    private void withName(java.util.function.Consumer<String> action) {
        Member now = member;
        if (now != null) {
            action.accept(now.name());
        }
    }

    private void askToRemove() {
        Member now = member;
        if (now != null) {
            page.confirm().ask(Question.destructive(Text.of("serverstab.remove.ask", now.name()), Text.of("serverstab.remove.what"),
                    Text.of("serverstab.remove"), now.environment()), () -> {
                        page.closeDetail();
                        controller.onRemove(now.name());
                    });
        }
    }

    private List<Node> words(Member m) {
        List<Node> all = new ArrayList<>();
        all.add(Nodes.row(Nodes.tag(FleetView.state(m.state()), FleetView.tone(m.state())),
                Nodes.tag(Double.isNaN(m.score()) ? Text.of("serverstab.no-score") : Text.of("serverstab.score-of", Unit.WHOLE.text(m.score())),
                        FleetView.scoreTone(m))));
        List<String> problems = m.problems();
        if (problems.isEmpty()) {
            all.add(Nodes.paragraph(Text.of(m.state() != Member.State.UP ? "serverstab.not-yet" : Double.isNaN(m.score()) ? "serverstab.not-checked" : "serverstab.fine"), "text-muted"));
        }
        problems.forEach(p -> all.add(Nodes.paragraph(p)));
        m.lacks().forEach(l -> all.add(Nodes.row(Nodes.lack(l, kit.notices()))));
        return all;
    }

    private void facts(Member m) {
        facts.getChildren().clear();
        fact("serverstab.address", m.target().database() + "@" + m.target().address());
        fact("serverstab.environment", Text.of("shell.environment." + m.environment().name().toLowerCase(Locale.ROOT)));
        fact("serverstab.version", m.server() == null ? "–" : Text.of(
                m.server().inRecovery() ? "serverstab.replica" : "serverstab.primary", m.server().version(), m.server().user()));
        fact("serverstab.tps", Unit.PER_SECOND.text(m.figure(Figure.TRANSACTIONS)));
        fact("serverstab.sessions", Double.isNaN(m.figure(Figure.SESSIONS)) ? "–" : Text.of("serverstab.sessions-of", Unit.WHOLE.text(m.figure(Figure.SESSIONS)),
                Unit.WHOLE.text(m.figure(Figure.ACTIVE)), Unit.WHOLE.text(m.figure(Figure.ON_LOCK)),
                Unit.WHOLE.text(m.figure(Figure.IDLE_IN_TRANSACTION))));
        fact("serverstab.hits", Unit.SHARE.text(m.figure(Figure.HIT_RATIO)));
        fact("serverstab.oldest", Unit.SECONDS.text(m.figure(Figure.OLDEST_TRANSACTION)));
        fact("serverstab.lag", Unit.SECONDS.text(m.figure(Figure.REPLICATION_LAG)));
        fact("serverstab.wal", Unit.BYTES_PER_SECOND.text(m.figure(Figure.WAL_BYTES)));
        fact("serverstab.age", Unit.SECONDS.text(FleetView.age(m)));
        fact("serverstab.cost", Text.of("serverstab.cost-of", Unit.MILLIS.text(m.pace().millisPerSecond()),
                Unit.COUNT.text(m.cost().statementsPerSecond())));
    }

    private void fact(String key, String value) {
        Label name = Nodes.label(Text.of(key), "text-muted");
        name.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setValignment(name, VPos.TOP);
        facts.addRow(facts.getRowCount(), name, Nodes.paragraph(value));
    }

    private void doctor() {
        Member now = member;
        doctor.getChildren().clear();
        boolean busy = now != null && model.examining.get().equals(now.name());
        examine.setDisable(busy);
        if (busy) {
            ProgressIndicator turning = new ProgressIndicator();
            turning.setPrefSize(16, 16);
            doctor.getChildren().add(Nodes.row(turning, Nodes.label(Text.of("serverstab.examining"))));
        }
        ServersModel.Examined said = model.examined.get();
        if (now == null || said == null || busy || !said.name().equals(now.name())) {
            return;
        }
        doctor.getChildren().add(Nodes.label(Text.of("serverstab.doctor"), "card-title"));
        if (said.problem() != null) {
            doctor.getChildren().add(Problems.box(said.problem(), () -> controller.onExamine(said.name())));
        }
        said.findings().forEach(f -> doctor.getChildren().add(finding(f)));
    }

    private Node finding(Doctor.Finding f) {
        Tone tone = switch (f.verdict()) {
            case OK -> Tone.GOOD;
            case NOTE -> Tone.INFO;
            case LACK -> Tone.LOOK;
        };
        Label verdict = Nodes.tag(Text.of("serverstab.verdict." + f.verdict().name().toLowerCase(Locale.ROOT)), tone);
        verdict.setMinWidth(Region.USE_PREF_SIZE);
        Node said = Nodes.row(verdict, Nodes.grow(Nodes.paragraph(f.text())));
        String remedy = f.remedy();
        if (remedy == null) {
            return said;
        }
        Button copy = Nodes.iconButton(Text.of("serverstab.copy"), Icons.COPY, () -> {
            Clipboards.copy(remedy);
            kit.notices().info(Text.of("kit.copied", remedy));
        });
        return new VBox(2, said, Nodes.row(Nodes.grow(Nodes.paragraph(remedy, "mono")), copy));
    }
}
