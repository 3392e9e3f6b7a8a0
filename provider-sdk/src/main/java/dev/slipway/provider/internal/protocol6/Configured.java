package dev.slipway.provider.internal.protocol6;

/** What configuration made, and for whom. */
record Configured<C>(C client, String terraformVersion) {}
