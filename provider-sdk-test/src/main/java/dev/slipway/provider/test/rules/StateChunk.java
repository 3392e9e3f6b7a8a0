package dev.slipway.provider.test.rules;

/**
 * A part of a state, as a state store sends it.
 *
 * @param start of its first byte in the state, from zero
 * @param end of its last byte
 * @param total of the whole state
 */
public record StateChunk(int length, long start, long end, long total) {}
