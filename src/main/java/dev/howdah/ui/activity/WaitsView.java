package dev.howdah.ui.activity;

import dev.howdah.engine.activity.WaitClass;
import dev.howdah.engine.profile.WaitProfile;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.activity.ActivityModel.Share;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Hue;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Line;
import dev.howdah.ui.kit.LiveChart;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.TableBuilder;
import dev.howdah.ui.kit.Unit;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** What working processes waited for: over time, and summed by whatever is chosen. */
final class WaitsView {
    private final LiveChart chart;
    private final VBox node;

    WaitsView(ActivityModel model, Kit kit) {
        chart = kit.charts().stacked(Unit.COUNT);
        TableBuilder<Share> builder = kit.<Share>table("activity.shares")
                .code("activity.col.what", Share::name).grows()
                .number("activity.col.samples", s -> s.share().total(), Unit.WHOLE).bar().tip("activity.col.samples-tip");
        for (WaitClass c : WaitClass.values()) {
            builder.number("activity.wait." + ActivityView.key(c), s -> zeroAsUnknown(s.share().samples()[c.ordinal()]), Unit.WHOLE).width(80);
        }
        Table<Share> table = builder.key(Share::id).empty(Text.of("activity.empty.waits"), "").build();
        model.shares.subscribe(table::rows);
        table.known(model.sessions);
        Card shares = new Card(Text.of("activity.top"), table.node()).tools(
                Segments.of(List.of(WaitProfile.By.values()), b -> Text.of("activity.by." + ActivityView.key(b)), model.by), table.tools());
        node = new VBox(8, Nodes.grow(Card.of(Text.of("activity.waits"), chart)), Nodes.grow(shares));
        model.past.subscribe(this::past);
    }

    Node node() {
        return node;
    }

    /** A class that was not seen is left blank, so that the eye finds those that were. */
    private static double zeroAsUnknown(long samples) {
        return samples == 0 ? Double.NaN : samples;
    }

    private void past(ActivityModel.Past past) {
        List<Line> lines = new ArrayList<>();
        for (WaitClass c : WaitClass.values()) {
            Series.Points points = past.points().get(c);
            if (points != null) {
                lines.add(Line.of(c.label(), Hue.valueOf(c.name()), points));
            }
        }
        chart.show(past.from(), past.to(), lines);
    }
}
