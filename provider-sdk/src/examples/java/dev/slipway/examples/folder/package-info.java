/**
 * A provider that keeps Terraform's states, in files. For experimental builds of Terraform.
 *
 * <pre>{@code
 * terraform {
 *   required_providers {
 *     folder = { source = "slipway/folder" }
 *   }
 *
 *   state_store "folder_states" {
 *     provider "folder" {
 *       root = "/srv/terraform"
 *     }
 *
 *     project = "network"
 *   }
 * }
 * }</pre>
 *
 * <p>{@link dev.slipway.examples.folder.FolderStore} is what users write, and {@link
 * dev.slipway.examples.folder.FolderStates} shows what is asked of any store: that a state is never
 * half written, and a lock is only one's.
 */
@NullMarked
package dev.slipway.examples.folder;

import org.jspecify.annotations.NullMarked;
