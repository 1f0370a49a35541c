package dev.howdah.architecture.faults.app;

public class Settings {}
