data "ai_flavors" "local" {
  region = "local"
}

output "gpu_flavors" {
  value = [for flavor in data.ai_flavors.local.flavors : flavor.id if flavor.kind == "GPU"]
}
