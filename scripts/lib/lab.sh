# shellcheck shell=bash
# The lab, a Kubernetes for tests: its programs, built once through Go's module proxy into
# .tools/lab, and what of the distribution a real node needs.

# lab_bring: sets LAB_KIND, what labs can be here: real, or simulated. False when there is none.
lab_bring() {
  _lab_part programs_bring || return 1
  LAB_KIND=simulated
  if [ "$(id -u)" != 0 ]; then
    warn "Without root no node runs containers: tests on real pods are skipped"
  elif ! unshare --mount --net --pid --fork mount -t tmpfs none "$RUN" 2>/dev/null; then
    warn "No node can be made where mounts and namespaces are forbidden: tests on real pods are skipped"
  elif ! _lab_part nodes_packages; then
    warn "Tests on real pods are skipped"
  else
    LAB_KIND=real
  fi
}

# lab_begin: builds what lab_bring will want. False without Go.
lab_begin() { _lab_part programs_bring; }

# _lab_part FUNCTION: one of the lab's own; when it fails, nothing else ends.
_lab_part() {
  SLIPWAY_YES=${SLIPWAY_YES:-0} bash -euo pipefail -c '. "$0"; "$1"' "$CHECKOUT/lab/lib/parts.sh" "$1"
}
