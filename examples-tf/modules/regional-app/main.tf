# The same app in one region; call it with for_each to have it in several.

terraform {
  required_providers {
    ai = {
      source = "slipway/ai"
    }
  }
}

variable "name" {
  description = "Name of the app; unique in each region."
  type        = string
}

variable "image" {
  description = "Container image, with tag or digest."
  type        = string
}

variable "region" {
  description = "Region to run in."
  type        = string
}

variable "replicas" {
  description = "Running copies."
  type        = number
  default     = 1
}

resource "ai_app" "this" {
  name   = var.name
  image  = var.image
  region = var.region

  scaling = {
    fixed = { replicas = var.replicas }
  }

  labels = {
    app    = var.name
    region = var.region
  }

  readiness_probe = {
    path   = "/health"
    period = "1s"
  }
}

output "url" {
  description = "Where the app answers."
  value       = ai_app.this.url
}

output "hourly_price" {
  description = "What it costs per hour, at the fewest and at the most replicas."
  value       = ai_app.this.hourly_price
}
