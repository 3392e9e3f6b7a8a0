# One app in every region that the control plane offers: a module and for_each.

terraform {
  required_providers {
    ai = {
      source = "slipway/ai"
    }
  }
}

provider "ai" {}

variable "replicas" {
  description = "Running copies by region."
  type        = map(number)
  default = {
    local = 2
    lab   = 1
  }
}

module "greeter" {
  source   = "../modules/regional-app"
  for_each = var.replicas

  name     = "greeter"
  image    = "localhost/slipway/hello:1"
  region   = each.key
  replicas = each.value
}

output "urls" {
  value = { for region, app in module.greeter : region => app.url }
}
