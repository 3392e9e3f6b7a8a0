data "ai_apps" "search" {
  label_selector = "team=search"
  states         = ["RUNNING", "SCALING"]
  depends_on     = [ai_app.model]
}

output "search_apps" {
  value = { for app in data.ai_apps.search.apps : app.name => app.url }
}
