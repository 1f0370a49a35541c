package dev.howdah.engine.log;

import java.util.Arrays;

/** The sessions alive, by key: open addressing, bounded; those not heard of for the longest go first. */
final class Sessions {
    private static final int MOST = 50_000;

    private Session[] slots = new Session[1 << 10];
    private int size;
    private long clock;
    private Session recent = new Session(Long.MIN_VALUE);

    Session get(long key) {
        clock++;
        if (recent.key == key) {
            recent.seen = clock;
            return recent;
        }
        int mask = slots.length - 1;
        int i = slot(key, mask);
        while (slots[i] != null && slots[i].key != key) {
            i = i + 1 & mask;
        }
        Session session = slots[i];
        if (session == null) {
            session = new Session(key);
            slots[i] = session;
            if (++size * 2 > slots.length) {
                grow();
            }
        }
        session.seen = clock;
        recent = session;
        return session;
    }

    private static int slot(long key, int mask) {
        long h = key * 0x9E3779B97F4A7C15L;
        return (int) (h >>> 32) & mask;
    }

    private void grow() {
        Session[] old = slots;
        long keepFrom = Long.MIN_VALUE;
        if (size > MOST) {
            long[] ages = Arrays.stream(old).filter(s -> s != null).mapToLong(s -> s.seen).sorted().toArray();
            keepFrom = ages[ages.length / 2];
        } else {
            slots = new Session[old.length * 2];
        }
        if (keepFrom != Long.MIN_VALUE) {
            slots = new Session[old.length];
        }
        size = 0;
        for (Session session : old) {
            if (session != null && session.seen >= keepFrom) {
                put(session);
            }
        }
    }

    private void put(Session session) {
        int mask = slots.length - 1;
        int i = slot(session.key, mask);
        while (slots[i] != null) {
            i = i + 1 & mask;
        }
        slots[i] = session;
        size++;
    }

    /** Forgets a session that ended. */
    void remove(Session session) {
        int mask = slots.length - 1;
        int i = slot(session.key, mask);
        while (slots[i] != null && slots[i].key != session.key) {
            i = i + 1 & mask;
        }
        if (slots[i] == null) {
            return;
        }
        size--;
        int hole = i;
        for (int j = i + 1 & mask; slots[j] != null; j = j + 1 & mask) {
            int home = slot(slots[j].key, mask);
            if ((j - home & mask) >= (j - hole & mask)) {
                slots[hole] = slots[j];
                hole = j;
            }
        }
        clear(hole);
        recent = new Session(Long.MIN_VALUE);
    }

    @SuppressWarnings("NullAway")
    private void clear(int slot) {
        slots[slot] = null;
    }

    void forEach(java.util.function.Consumer<Session> action) {
        for (Session session : slots) {
            if (session != null) {
                action.accept(session);
            }
        }
    }
}
