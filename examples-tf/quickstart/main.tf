# One app on this machine: `terraform apply` gives a running container behind a stable address.

terraform {
  required_providers {
    ai = {
      source = "slipway/ai"
    }
  }
}

# The local control plane and its operator token are found by themselves.
provider "ai" {}

resource "ai_app" "hello" {
  name  = "hello"
  image = "localhost/slipway/hello:1"

  resources = {
    cpu = 1
  }

  env = {
    GREETING = "Hello from Slipway"
  }

  readiness_probe = {
    path   = "/health"
    period = "1s"
  }
}

output "url" {
  value = ai_app.hello.url
}

output "hourly_price" {
  value = ai_app.hello.hourly_price
}
