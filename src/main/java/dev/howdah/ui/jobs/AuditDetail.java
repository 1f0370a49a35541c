package dev.howdah.ui.jobs;

import dev.howdah.engine.audit.AuditEntry;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Clipboards;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/** The audit log: one line an action, and all that is written about one at the right. */
final class AuditDetail {
    private AuditDetail() {}

    static Table<AuditEntry> table(Kit kit) {
        return kit.<AuditEntry>table("jobs.audit")
                .dateTime("jobstab.audit-when", AuditEntry::at)
                .tag("jobstab.audit-result", e -> e.result().title(), AuditDetail::tone).width(130)
                .text("jobstab.audit-act", e -> e.act().title()).width(190)
                .text("jobstab.target", e -> e.where().target()).width(140)
                .text("jobstab.audit-what", e -> oneLine(e.what())).grows()
                .text("jobstab.audit-undo", e -> e.undo() == null ? "" : oneLine(e.undo())).width(240)
                .text("jobstab.audit-who", e -> e.who().user() + "@" + e.who().host()).width(140)
                .key(AuditEntry::id)
                .empty(Text.of("jobstab.no-audit"), Text.of("jobstab.no-audit-hint"))
                .build();
    }

    static Node node(AuditEntry e) {
        String undo = e.undo();
        VBox box = new VBox(8,
                Nodes.tag(e.result().title() + (e.said() == null || e.said().isEmpty() ? "" : ": " + e.said()), tone(e)),
                Nodes.paragraph(Text.of("audit.detail.where", e.where().target(), e.where().role(), e.where().address(), e.where().database(),
                        e.where().environment())),
                Nodes.paragraph(Text.of("audit.detail.who", e.who().user(), e.who().host(), Long.toString(e.who().pid())), "text-muted"),
                Nodes.label(Text.of("jobstab.audit-what"), "card-title"),
                Nodes.paragraph(e.what(), "mono"),
                Nodes.label(Text.of("jobstab.audit-undo"), "card-title"),
                Nodes.paragraph(undo == null ? Text.of("jobstab.audit-no-undo") : undo, undo == null ? "text-muted" : "mono"));
        if (undo != null) {
            Button copy = Nodes.iconButton(Text.of("jobstab.audit-undo"), Icons.COPY, () -> Clipboards.copy(undo));
            box.getChildren().add(copy);
        }
        return box;
    }

    private static Tone tone(AuditEntry e) {
        return switch (e.result()) {
            case DONE -> Tone.GOOD;
            case FAILED -> Tone.BAD;
            case OPEN, STOPPED -> Tone.LOOK;
        };
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
