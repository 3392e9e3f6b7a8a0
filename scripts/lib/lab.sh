# shellcheck shell=bash
# The lab, a Kubernetes for tests: its programs, built once into .tools/lab, and what of the
# distribution a real node needs.

# lab_bring: sets LAB_KIND to what labs can be here, real or simulated. False without Go.
lab_bring() {
  _lab_part programs_bring || return 1
  LAB_KIND=simulated
  if [ "$(id -u)" != 0 ]; then
    warn "Without root there are no real nodes: tests on real pods are skipped"
  elif ! _lab_nodes_allowed; then
    warn "No node can be made here, where mounts and namespaces are forbidden: tests on real pods are skipped"
  elif _lab_part nodes_packages; then
    LAB_KIND=real
  else
    warn "Tests on real pods are skipped"
  fi
}

# lab_begin: builds the programs meanwhile, where they are to be built; lab_bring waits for it.
# Compilers yield to whatever else runs.
lab_begin() {
  ! have go || (_lab_part programs_bring >"$LOGS/lab-build.log" 2>&1 && true) &
}

# _lab_part FUNCTION: one of the lab's own, which ends nothing but itself when it fails.
_lab_part() (
  . "$CHECKOUT/lab/lib/parts.sh"
  "$1"
)

_lab_nodes_allowed() {
  unshare --mount --net --pid --fork mount -t tmpfs none /mnt 2>/dev/null
}
