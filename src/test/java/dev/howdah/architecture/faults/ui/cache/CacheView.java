package dev.howdah.architecture.faults.ui.cache;

public class CacheView {}
