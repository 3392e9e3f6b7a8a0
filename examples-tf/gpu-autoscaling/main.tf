# An app that gets a GPU per replica, and as many replicas as its load needs.

terraform {
  required_providers {
    ai = {
      source = "slipway/ai"
    }
  }
}

provider "ai" {}

variable "image" {
  description = "Container image, where the cluster's nodes can pull it."
  type        = string
}

variable "flavor" {
  description = "What one GPU comes with."
  type        = string
  default     = "ai1-1-gpu"
}

variable "max_replicas" {
  description = "How far the load may drive it: a GPU each."
  type        = number
  default     = 3
}

resource "ai_app" "inference" {
  name  = "inference"
  image = var.image

  resources = {
    gpu    = 1
    flavor = var.flavor
  }

  scaling = {
    automatic = {
      min    = 1
      max    = var.max_replicas
      metric = "CPU"
      target = 60

      # GPUs that nobody needs cost money: let them go soon.
      scale_down_window = "30s"
    }
  }

  readiness_probe = {
    path   = "/health"
    period = "1s"
  }

  # Where all GPUs are taken: wait for one, and say so in the plan.
  on_queue = "wait"

  timeouts = {
    create = "30m"
  }
}

output "url" {
  value = ai_app.inference.url
}

output "hourly_price" {
  description = "At one replica, and at the most."
  value       = ai_app.inference.hourly_price
}
