package dev.howdah.engine.store;

import java.nio.ByteBuffer;

/** Arrays of real as the server sends them: {@code array_send} in either way of transfer, without an object for each number. */
final class Floats {
    private static final int HEADER = 20;

    private Floats() {}

    /** What {@code array_send(real[])} gave: dimensions, flags, element type, length, lower bound; then length and value of each. */
    static float[] of(byte[] sent) {
        ByteBuffer in = ByteBuffer.wrap(sent);
        if (in.getInt() == 0) {
            return new float[0];
        }
        float[] values = new float[in.getInt(12)];
        in.position(HEADER);
        for (int i = 0; i < values.length; i++) {
            values[i] = in.getInt() < 0 ? Float.NaN : in.getFloat();
        }
        return values;
    }

    /** For {@code createArrayOf}. */
    static Object[] boxed(float[] values) {
        Float[] all = new Float[values.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = values[i];
        }
        return all;
    }
}
