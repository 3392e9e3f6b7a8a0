# Terraform owns the app, a release pipeline owns its image: what the pipeline deploys is no drift.

terraform {
  required_providers {
    ai = {
      source = "slipway/ai"
    }
  }
}

provider "ai" {}

resource "ai_app" "service" {
  name  = "service"
  image = "localhost/slipway/hello:1" # the first one; later ones come from the pipeline

  managed_outside = ["image"]

  readiness_probe = {
    path   = "/health"
    period = "1s"
  }
}

output "url" {
  value = ai_app.service.url
}
