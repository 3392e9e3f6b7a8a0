data "ai_regions" "all" {}

output "region_domains" {
  value = { for region in data.ai_regions.all.regions : region.id => region.domain }
}
