package dev.howdah.app;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: Howdah's own, Java's and the carried servers are in {@code howdah doctor}. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String own = Version.class.getPackage().getImplementationVersion();
        return new String[] {"howdah " + (own == null ? "from a checkout" : own)};
    }
}
