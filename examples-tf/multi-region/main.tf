# The same app in two clusters, from one module. Each region has a URL of its own: when one cluster
# is gone, the other goes on.

terraform {
  required_providers {
    ai = {
      source = "slipway/ai"
    }
  }
}

provider "ai" {}

variable "image" {
  description = "Container image by region, where that region's nodes can pull it."
  type        = map(string)
}

variable "replicas" {
  description = "Running copies by region."
  type        = map(number)
  default = {
    gra = 2
    sbg = 1
  }
}

module "greeter" {
  source   = "../modules/regional-app"
  for_each = var.replicas

  name     = "greeter"
  image    = var.image[each.key]
  region   = each.key
  replicas = each.value
}

output "urls" {
  value = { for region, app in module.greeter : region => app.url }
}
