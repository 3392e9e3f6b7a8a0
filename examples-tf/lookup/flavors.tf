data "ai_flavors" "local" {
  region = "local"
}

output "gpu_flavors" {
  value = [for flavor in data.ai_flavors.local.flavors : flavor.id if flavor.kind == "GPU"]
}

# Those of which a replica could have two units now, without waiting for anybody.
output "flavors_with_room_for_two" {
  value = [
    for flavor in data.ai_flavors.local.flavors : flavor.id
    if flavor.kind == "GPU" && flavor.free["local"].largest_replica >= 2
  ]
}
