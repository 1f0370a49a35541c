package dev.howdah.ui.kit;

import javafx.scene.Node;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Icons by meaning. */
public enum Icons {
    OVERVIEW(Feather.GRID),
    POOL(Feather.GIT_MERGE),
    CACHE(Feather.LAYERS),
    SLOW(Feather.CLOCK),
    ACTIVITY(Feather.ACTIVITY),
    ADVISOR(Feather.COMPASS),
    JOBS(Feather.LIST),
    DATA(Feather.DATABASE),
    SERVERS(Feather.SERVER),
    SEARCH(Feather.SEARCH),
    LARGER(Feather.ZOOM_IN),
    SMALLER(Feather.ZOOM_OUT),
    REFRESH(Feather.REFRESH_CW),
    COPY(Feather.COPY),
    EXPORT(Feather.DOWNLOAD),
    COLUMNS(Feather.COLUMNS),
    FILTER(Feather.FILTER),
    CLOSE(Feather.X),
    CONNECT(Feather.LINK),
    DISCONNECT(Feather.LINK_2),
    KILL(Feather.X_OCTAGON),
    CANCEL(Feather.X_CIRCLE),
    RUN(Feather.PLAY),
    PAUSE(Feather.PAUSE),
    STOP(Feather.SQUARE),
    HISTORY(Feather.REWIND),
    STEP_BACK(Feather.SKIP_BACK),
    STEP_FORWARD(Feather.SKIP_FORWARD),
    UNDO(Feather.CORNER_UP_LEFT),
    DELETE(Feather.TRASH_2),
    EDIT(Feather.EDIT_2),
    ADD(Feather.PLUS),
    LOCK(Feather.LOCK),
    KEY(Feather.KEY),
    SETTINGS(Feather.SLIDERS),
    THEME(Feather.SUN),
    NIGHT(Feather.MOON),
    GOOD(Feather.CHECK_CIRCLE),
    LOOK(Feather.ALERT_TRIANGLE),
    BAD(Feather.ALERT_OCTAGON),
    INFO(Feather.INFO),
    TICK(Feather.CHECK),
    EMPTY(Feather.INBOX),
    STALE(Feather.WIFI_OFF),
    TIME(Feather.CALENDAR),
    USER(Feather.USER),
    DOWN(Feather.CHEVRON_DOWN),
    RIGHT(Feather.CHEVRON_RIGHT),
    WIDEN(Feather.CHEVRONS_RIGHT),
    NARROW(Feather.CHEVRONS_LEFT),
    MORE(Feather.MORE_HORIZONTAL),
    FILE(Feather.FILE_TEXT),
    FOLDER(Feather.FOLDER),
    SEED(Feather.DOWNLOAD_CLOUD),
    RESET(Feather.ROTATE_CCW),
    TRAFFIC(Feather.ZAP),
    OPTIMISE(Feather.TRENDING_UP),
    TREND_DOWN(Feather.TRENDING_DOWN),
    TERMINAL(Feather.TERMINAL),
    BELL(Feather.BELL),
    BELL_OFF(Feather.BELL_OFF),
    SHIELD(Feather.SHIELD);

    private final Feather glyph;

    Icons(Feather glyph) {
        this.glyph = glyph;
    }

    /** A new node showing the icon in the text colour around it, 16 px. */
    public Node node() {
        return node(16);
    }

    public Node node(int size) {
        FontIcon icon = FontIcon.of(glyph, size);
        icon.getStyleClass().add("icon");
        return icon;
    }
}
