package dev.howdah.architecture.faults.app;

public class Cli {
    javafx.beans.property.StringProperty name = new javafx.beans.property.SimpleStringProperty();
}
