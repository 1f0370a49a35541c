package dev.howdah.ui.kit;

import dev.howdah.engine.sqltext.SqlFormat;
import dev.howdah.engine.text.Text;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/** A statement to read: highlighted, wrapped, to be copied as it is or laid out. */
public final class SqlText {
    /** Longer texts are shown as they are: nobody reads colours in a megabyte. */
    private static final int LONGEST_COLOURED = 100_000;

    private static final double HEAD = 44;
    private static final double LINE = 19;
    /** That the narrowest detail shows of a line before it wraps. */
    private static final int CHARACTERS = 60;

    private final CodeArea area = new CodeArea();
    private final VBox root;
    private String sql = "";
    private boolean laidOut;
    private final StackPane scroll = new StackPane();
    private int mostLines;

    public SqlText() {
        area.setEditable(false);
        area.setWrapText(true);
        area.getStyleClass().add("sql-text");
        area.setFocusTraversable(true);
        scroll.getChildren().add(new VirtualizedScrollPane<>(area));
        scroll.setMinHeight(60);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        root = new VBox(4, Nodes.row(
                Nodes.spring(),
                Nodes.iconButton(Text.of("kit.sql.layout"), Icons.COLUMNS, this::toggle),
                Nodes.iconButton(Text.of("kit.sql.copy"), Icons.COPY, () -> Clipboards.copy(area.getText()))), scroll);
    }

    public Node node() {
        return root;
    }

    /** As high as the statement that it shows, up to so many lines; without it as high as there is room. */
    public SqlText fit(int lines) {
        mostLines = lines;
        scroll.setMinHeight(LINE);
        return this;
    }

    /** Shows a statement as it was sent; a button lays it out. */
    public void show(String statement) {
        sql = statement;
        laidOut = false;
        draw(statement);
    }

    /** Shows it laid out over lines. */
    public void showLaidOut(String statement) {
        sql = statement;
        laidOut = true;
        draw(SqlFormat.format(statement));
    }

    private void toggle() {
        laidOut = !laidOut;
        draw(laidOut ? SqlFormat.format(sql) : sql);
    }

    private void draw(String text) {
        area.replaceText(text);
        if (mostLines > 0) {
            double height = HEAD + LINE * Math.clamp(text.lines().mapToLong(l -> Math.ceilDiv(l.length(), CHARACTERS)).map(n -> Math.max(1, n)).sum(), 1, mostLines);
            root.setPrefHeight(height);
            root.setMinHeight(height);
        }
        if (!text.isEmpty() && text.length() <= LONGEST_COLOURED) {
            StyleSpansBuilder<java.util.Collection<String>> spans = new StyleSpansBuilder<>();
            SqlColours.of(text).forEach(s -> spans.add(s.style().isEmpty() ? List.of() : List.of(s.style()), s.length()));
            area.setStyleSpans(0, spans.create());
        }
        area.moveTo(0);
        area.requestFollowCaret();
    }
}
