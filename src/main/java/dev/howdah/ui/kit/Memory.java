package dev.howdah.ui.kit;

/** What the window remembers from one start to the next: column widths, chosen tabs, bounds. Writing is cheap and late. */
public interface Memory {
    String get(String key, String ifAbsent);

    void put(String key, String value);

    /** Remembers nothing beyond this object; for tests and pictures. */
    static Memory brief() {
        var values = new java.util.HashMap<String, String>();
        return new Memory() {
            @Override
            public String get(String key, String ifAbsent) {
                return values.getOrDefault(key, ifAbsent);
            }

            @Override
            public void put(String key, String value) {
                values.put(key, value);
            }
        };
    }
}
