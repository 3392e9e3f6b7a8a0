# shellcheck shell=bash
# Control groups. Of version 1 there is a hierarchy per kind of resource, of version 2 one for all,
# and some machines have both; a group here is the folder of one name in each of them.

# cgroup_hierarchies: prints the folders that they are mounted on.
cgroup_hierarchies() {
  local folder
  if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
    echo /sys/fs/cgroup
    return
  fi
  for folder in /sys/fs/cgroup/*; do
    [ -L "$folder" ] || [ ! -e "$folder/cgroup.procs" ] || printf '%s\n' "$folder"
  done
}

# cgroup_make NAME: of version 1, nobody can join before there are processors and memory.
cgroup_make() {
  local folder setting
  for folder in $(cgroup_hierarchies); do
    mkdir -p "$folder/$1"
    for setting in cpuset.cpus cpuset.mems; do
      [ ! -e "$folder/$1/$setting" ] || [ ! -e "$folder/$1/../$setting" ] ||
        cat "$folder/$1/../$setting" >"$folder/$1/$setting"
    done
  done
}

# cgroup_join NAME: moves this shell, and with it what it starts.
cgroup_join() {
  local folder
  for folder in $(cgroup_hierarchies); do
    echo 0 >"$folder/$1/cgroup.procs"
  done
}

# cgroup_remove NAME: with all groups below it. False while processes are in them.
cgroup_remove() {
  local folder
  for folder in $(cgroup_hierarchies); do
    [ ! -e "$folder/$1" ] || find "$folder/$1" -depth -type d -exec rmdir {} + || return 1
  done
}
