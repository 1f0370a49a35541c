package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.Host;
import dev.howdah.engine.advise.SettingAdvice;
import dev.howdah.engine.apply.Remedy;
import dev.howdah.engine.rules.Trial;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Settings that had better be others, and what is known of the host that they follow from. */
final class SettingsView {
    private static final double GB = 1024.0 * 1024 * 1024;

    private final AdvisorModel model;
    private final AdvisorController controller;
    private final Kit kit;
    private final Page page;

    SettingsView(AdvisorModel model, AdvisorController controller, Kit kit, Page page) {
        this.model = model;
        this.controller = controller;
        this.kit = kit;
        this.page = page;
    }

    Node node() {
        Table<SettingAdvice> table = kit.<SettingAdvice>table("advisor.settings")
                .code("advisor.setting", SettingAdvice::name).width(190)
                .text("advisor.value-now", SettingAdvice::now).width(88)
                .text("advisor.value-then", SettingAdvice::proposed).width(88)
                .text("advisor.why", SettingAdvice::reason).width(190).grows()
                .number("advisor.of", SettingAdvice::relativeCost, Unit.SHARE).width(80)
                .number("advisor.plans", a -> a.changed().size(), Unit.WHOLE).width(104).tip("advisor.plans-tip")
                .tag("advisor.takes", a -> Text.of(a.restart() ? "advisor.restart" : "advisor.reload"), a -> a.restart() ? Tone.LOOK : Tone.NEUTRAL).width(88)
                .key(SettingAdvice::name)
                .empty(Text.of("advisor.no-settings"), Text.of("advisor.no-settings-hint"))
                .onOpen(a -> page.detail(a.name(), detail(a)))
                .build();
        model.settings.subscribe(table::rows);
        model.told.subscribe(t -> table.empty(Text.of(t == null ? "advisor.none" : "advisor.no-settings"), Text.of("advisor.no-settings-hint")));
        return new Card(Text.of("advisor.settings"), table.node()).tools(host(), table.tools());
    }

    /** Memory and storage of the host: known for a server on this machine, else to be told. */
    private Node host() {
        TextField memory = new TextField();
        memory.setPrefColumnCount(5);
        memory.setId("advisor-memory");
        memory.setAccessibleText(Text.of("advisor.memory"));
        memory.setPromptText(Text.of("advisor.memory-unknown"));
        ComboBox<Host.Storage> storage = new ComboBox<>();
        storage.getItems().setAll(Host.Storage.values());
        storage.setAccessibleText(Text.of("advisor.storage"));
        storage.setConverter(new StringConverter<>() {
            @Override
            public String toString(Host.@Nullable Storage s) {
                return s == null ? "" : Text.of("advisor.storage." + s);
            }

            @Override
            public Host.@Nullable Storage fromString(String text) {
                return null;
            }
        });
        Host known = model.host.get();
        memory.setText(known.memory() > 0 ? String.valueOf(Math.round(10 * known.memory() / GB) / 10.0).replaceFirst("\\.0$", "") : "");
        storage.setValue(known.storage());
        String told = memory.getText();
        // As long as nobody types another, the memory is what it is and not what is shown of it.
        Runnable tell = () -> model.host.set(
                new Host(memory.getText().equals(told) ? known.memory() : gigabytes(memory.getText()), known.cores(), storage.getValue()));
        memory.textProperty().subscribe(t -> tell.run());
        storage.valueProperty().subscribe(s -> tell.run());
        Label title = Nodes.label(Text.of("advisor.memory"), "text-muted");
        title.setMinWidth(Region.USE_PREF_SIZE);
        return Nodes.row(title, memory, storage);
    }

    /** 0 for what is no number. */
    private static long gigabytes(String text) {
        try {
            return (long) (Math.max(0, Double.parseDouble(text.strip().replace(',', '.'))) * GB);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Node detail(SettingAdvice a) {
        VBox box = Nodes.column(
                Nodes.paragraph(Text.of("advisor.setting-claim", a.name(), a.now(), a.proposed()), "lead"),
                Nodes.paragraph(a.reason()),
                CardRows.trust(a.confidence()));
        box.getChildren().addAll(CardRows.sql(Text.of("advisor.act"), a.act()));
        box.getChildren().addAll(CardRows.sql(Text.of("advisor.undo"), a.undo()));
        box.getChildren().addAll(CardRows.cost(Text.of(a.restart() ? "advisor.cost-restart" : "advisor.cost-reload")));
        box.getChildren().add(new ApplyBar(Remedy.of(a), controller).node());
        Trial trial = Trial.of(a.act());
        if (trial.possible()) {
            box.getChildren().add(Nodes.row(CardRows.tryIt(() -> controller.onRehearse(a.act(), trial))));
        }
        box.getChildren().addAll(CardRows.effect(Remedy.of(a), model));
        List<SettingAdvice.Change> changed = a.changed();
        if (!changed.isEmpty()) {
            box.getChildren().add(Nodes.label(Text.of("advisor.changed", changed.size()), "card-title"));
            changed.stream().limit(12).forEach(c -> box.getChildren().add(Nodes.paragraph(c.text().replaceAll("\\s+", " "), "mono", "text-muted")));
        }
        box.getChildren().addAll(CardRows.sentences(Text.of("advisor.not-considered"), a.notConsidered()));
        return box;
    }
}
