# By name; by id works as well.
data "ai_app" "model" {
  name       = "model"
  depends_on = [ai_app.model]
}

output "url" {
  value = data.ai_app.model.url
}
