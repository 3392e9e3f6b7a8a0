data "ai_quota" "mine" {}

output "gpus_left" {
  value = data.ai_quota.mine.free.gpu
}
