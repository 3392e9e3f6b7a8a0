locals {
  image = provider::ai::image_reference("ghcr.io/acme/app:1")
}

output "image_tag" {
  value = local.image.tag
}
