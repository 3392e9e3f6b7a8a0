# Someone changes the app behind Terraform's back: the next plan shows exactly that.
# The README beside this file walks through it.

terraform {
  required_providers {
    ai = {
      source = "slipway/ai"
    }
  }
}

provider "ai" {}

resource "ai_app" "steady" {
  name  = "steady"
  image = "localhost/slipway/hello:1"

  scaling = {
    fixed = { replicas = 2 }
  }

  env = {
    GREETING = "As written down"
  }

  readiness_probe = {
    path   = "/health"
    period = "1s"
  }
}

data "ai_app" "steady" {
  id = ai_app.steady.id
}

output "url" {
  value = ai_app.steady.url
}

output "replicas" {
  value = data.ai_app.steady.available_replicas
}
