package dev.howdah.ui.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.collections.ObservableListBase;

/** The shown rows. A refresh changes only the places whose row differs, in one change event. */
final class RowList<R> extends ObservableListBase<R> {
    private List<R> rows = List.of();

    @Override
    public R get(int index) {
        return rows.get(index);
    }

    @Override
    public int size() {
        return rows.size();
    }

    void show(List<R> now) {
        List<R> before = rows;
        int common = Math.min(before.size(), now.size());
        beginChange();
        rows = new ArrayList<>(now);
        for (int i = 0; i < common; i++) {
            if (!Objects.equals(before.get(i), now.get(i))) {
                nextSet(i, before.get(i));
            }
        }
        if (now.size() > common) {
            nextAdd(common, now.size());
        } else if (before.size() > common) {
            nextRemove(common, before.subList(common, before.size()));
        }
        endChange();
    }
}
