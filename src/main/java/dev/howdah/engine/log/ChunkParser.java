package dev.howdah.engine.log;

import java.util.Set;

/** Reads the bytes of a chunk into events. One instance serves one worker. */
interface ChunkParser {

    /** Reads {@code batch.bytes[0, batch.length)} and adds the events to the batch; may rewrite the bytes. */
    void parse(Batch batch);

    /** Where the last entry in {@code b[0, n)} starts, so that a chunk can end before it; 0 or less when there is no such place. */
    int lastStart(byte[] b, int n);

    /** An entry that starts at 0 is longer than an entry may be: what follows {@code b[0, n)} up to its end is to be passed over. */
    default void startPassingOver(byte[] b, int n) {
    }

    /** Where the first entry after the one passed over starts in {@code b[0, n)}; when there is none, -1 - where to look again from. */
    int passOver(byte[] b, int n);

    /** Abbreviations of time zones that were taken for UTC because nobody knows them. */
    Set<String> unknownZones();
}
