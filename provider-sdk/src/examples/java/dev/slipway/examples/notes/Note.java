package dev.slipway.examples.notes;

import java.util.Optional;
import java.util.Set;

/**
 * A note as the service knows it.
 *
 * @param id given by the service, never changes
 * @param revision counts changes, from 1
 */
record Note(
    String id,
    int revision,
    String title,
    int priority,
    Set<String> tags,
    Optional<Reminder> reminder) {}
