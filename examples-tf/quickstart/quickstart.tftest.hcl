# `terraform test` applies the configuration beside this file to the control plane, checks what the
# runs assert, and destroys what it made.

run "plan" {
  command = plan

  assert {
    condition     = ai_app.hello.hourly_price.max > 0
    error_message = "the plan knows the price before anything is made"
  }
}

run "apply" {
  assert {
    condition     = startswith(output.url, "http://${ai_app.hello.id}.")
    error_message = "the app's address begins with its id: ${output.url}"
  }

  assert {
    condition     = ai_app.hello.available_replicas == 1
    error_message = "one replica is ready"
  }
}
