package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.apply.Applied;
import dev.howdah.engine.apply.Remedy;
import dev.howdah.engine.apply.Verdict;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Tone;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The parts that all details of advice have: figures, what was left out, what came of it, the button to try it. */
final class CardRows {
    private static final double NAMES = 150;
    /** Only statements are as long as that. */
    private static final int LONG = 300;

    private CardRows() {}

    /** Names and figures, line by line. */
    static Node figures(Map<String, String> figures) {
        GridPane grid = new GridPane(12, 4);
        grid.getColumnConstraints().addAll(new ColumnConstraints(NAMES), wide());
        int row = 0;
        for (var f : figures.entrySet()) {
            Node value = f.getValue().length() > LONG ? AdviceDetail.sql(f.getValue()) : Nodes.paragraph(f.getValue());
            Label name = Nodes.paragraph(f.getKey(), "text-muted");
            GridPane.setValignment(name, javafx.geometry.VPos.TOP);
            grid.addRow(row++, name, value);
        }
        return grid;
    }

    private static ColumnConstraints wide() {
        ColumnConstraints c = new ColumnConstraints();
        c.setHgrow(Priority.ALWAYS);
        c.setMinWidth(0);
        return c;
    }

    /** How sure it is. */
    static Node trust(IndexAdvice.Confidence confidence) {
        return Nodes.row(Nodes.tag(Text.of("advisor.trust-of", Text.of("advisor.trust." + confidence)), AdvisorView.trust(confidence)));
    }

    /** A statement under its title: what to do, or the way back. */
    static List<Node> sql(String title, String statement) {
        return List.of(Nodes.label(title, "card-title"), AdviceDetail.sql(statement));
    }

    static List<Node> cost(String sentence) {
        return List.of(Nodes.label(Text.of("advisor.cost"), "card-title"), Nodes.paragraph(sentence, "text-muted"));
    }

    /** Why the planner has no answer. */
    static List<Node> problem(Problem problem) {
        return List.of(Nodes.tag(problem.title(), Tone.BAD), Nodes.paragraph(problem.reason()));
    }

    /** Sentences under a title; nothing when there are none. */
    static List<Node> sentences(String title, List<String> sentences) {
        if (sentences.isEmpty()) {
            return List.of();
        }
        VBox list = new VBox(4);
        sentences.forEach(s -> list.getChildren().add(Nodes.paragraph(s, "text-muted")));
        return List.of(Nodes.label(title, "card-title"), list);
    }

    /** What came of it when it was applied here: the newest time. */
    static List<Node> effect(Remedy remedy, AdvisorModel model) {
        return model.applied.get().stream().filter(a -> a.remedy().statement().equals(remedy.statement())).findFirst()
                .map(a -> List.<Node>of(Nodes.label(Text.of("advisor.effect"), "card-title"), Nodes.paragraph(sentence(a)),
                        Nodes.button(Text.of("advisor.show-applied"), Icons.RIGHT, () -> model.part.set(AdvisorModel.Part.APPLIED))))
                .orElse(List.of());
    }

    private static String sentence(Applied a) {
        Verdict v = a.verdict();
        String stands = Text.of("apply.stage." + a.stage());
        return v != null ? v.sentence() : a.message() == null ? stands : stands + ": " + a.message();
    }

    static Button tryIt(Runnable action) {
        Button button = Nodes.button(Text.of("advisor.try"), Icons.ADVISOR, action);
        button.setId("advisor-try");
        button.setTooltip(Nodes.tip(Text.of("advisor.try-all-tip")));
        return button;
    }
}
