# What a configuration can ask about apps, quota, flavors and regions, and what it can work out.

terraform {
  required_providers {
    ai = {
      source = "slipway/ai"
    }
  }
}

# The local control plane and its operator token are found by themselves.
provider "ai" {}

# An app of somebody else's, as far as this configuration knows.
resource "ai_app" "model" {
  name   = "model"
  image  = "localhost/slipway/hello:1"
  labels = { team = "search" }
}
