package dev.howdah.ui.cache;

import dev.howdah.engine.cache.CacheStats;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.cache.TierSpec;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Question;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;

/** The settings of one tier, to be changed while it is in use. */
final class TierDetail {
    private final CacheModel model;
    private final CacheController controller;
    private final Page page;
    private final Environment environment;

    TierDetail(CacheModel model, CacheController controller, Page page, Environment environment) {
        this.model = model;
        this.controller = controller;
        this.page = page;
        this.environment = environment;
    }

    void open(Tier tier) {
        CacheStats stats = model.stats.get();
        if (stats == null) {
            return;
        }
        TierSpec spec = stats.of(tier).spec();
        boolean inBytes = spec.limit() instanceof TierSpec.Limit.Bytes;
        TextField ttl = field("cachetab.detail.ttl", String.valueOf(spec.ttl().toSeconds()), "tier-ttl");
        TextField limit = field("cachetab.detail.limit", String.valueOf(inBytes ? spec.limit().value() >> 20 : spec.limit().value()), "tier-limit");
        CheckBox bytes = new CheckBox(Text.of("cachetab.detail.in-bytes"));
        bytes.setSelected(inBytes);
        TextField negative = field("cachetab.detail.negative", String.valueOf(spec.negativeTtl().toSeconds()), "tier-negative");
        TextField refresh = field("cachetab.detail.refresh", String.valueOf(Math.round(spec.refreshAhead() * 100)), "tier-refresh");
        Label wrong = Nodes.paragraph("", "tone-bad");
        GridPane form = new GridPane(8, 8);
        form.addRow(0, Nodes.label(Text.of("cachetab.detail.ttl")), ttl);
        form.addRow(1, Nodes.label(Text.of("cachetab.detail.limit")), limit);
        form.add(bytes, 1, 2);
        form.addRow(3, Nodes.label(Text.of("cachetab.detail.negative")), negative);
        form.addRow(4, Nodes.label(Text.of("cachetab.detail.refresh")), refresh);
        Node apply = Nodes.styled(Nodes.primary(Text.of("cachetab.detail.apply"), Icons.TICK, () -> {
            String problem = controller.onConfigure(
                    tier, ttl.getText(), limit.getText(), bytes.isSelected(), negative.getText(), refresh.getText());
            wrong.setText(problem == null ? "" : problem);
        }), "tier-apply");
        Node clear = Nodes.destructive(Text.of("cachetab.detail.clear", tier.word()), Icons.DELETE, () -> page.confirm().ask(
                Question.destructive(Text.of("cachetab.detail.clear.ask", tier.word(), entries(tier)),
                        Text.of("cachetab.clear-all.what"), Text.of("cachetab.detail.clear", tier.word()), environment),
                () -> controller.onClear(tier)));
        page.detail(Text.of("cachetab.detail.title", tier.word()),
                Nodes.column(Nodes.paragraph(Text.of("cachetab.detail.live"), "text-muted"), form, wrong, Nodes.row(apply, Nodes.spring(), clear)));
    }

    private long entries(Tier tier) {
        CacheStats now = model.stats.get();
        return now == null ? 0 : now.of(tier).entries();
    }

    private static TextField field(String name, String text, String id) {
        TextField field = new TextField(text);
        field.setAccessibleText(Text.of(name));
        field.setId(id);
        field.setPrefColumnCount(10);
        return field;
    }
}
