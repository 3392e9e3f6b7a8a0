# shellcheck shell=bash disable=SC2034 # sourced; others use its names
# All parts of the lab's commands, on top of the project's own.

LAB=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
for part in say home processes packages engine busybox; do
  . "$LAB/../scripts/lib/$part.sh"
done
for part in lab programs certificates images network controlplane simulation metrics cgroups nodes registry components; do
  . "$LAB/lib/$part.sh"
done
