package io.github.exo2micro.app;

import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.MemoryProbe;
import io.github.exo2micro.port.ProcessLauncher;

/**
 * What the engine runs on: one adapter for each seam.
 *
 * @param name for people: "command line", "Fiji 2.14.0"
 * @param source reads raw images
 * @param features finds SIFT features
 * @param probe tells memory
 * @param launcher starts children
 * @param childKind what the launcher starts
 */
public record Host(String name, ImageSource source, FeatureExtractor features, MemoryProbe probe,
    ProcessLauncher launcher, HostKind childKind) {}
