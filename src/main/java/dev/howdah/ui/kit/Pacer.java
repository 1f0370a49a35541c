package dev.howdah.ui.kit;

import java.util.ArrayDeque;
import javafx.animation.AnimationTimer;

/** Lets redraws through one a frame, in their order. Idle, it costs nothing. For the FX thread only. */
final class Pacer extends AnimationTimer {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    void add(Runnable redraw) {
        waiting.add(redraw);
        if (waiting.size() == 1) {
            start();
        }
    }

    @Override
    public void handle(long now) {
        Runnable next = waiting.poll();
        if (waiting.isEmpty()) {
            stop();
        }
        if (next != null) {
            next.run();
        }
    }
}
