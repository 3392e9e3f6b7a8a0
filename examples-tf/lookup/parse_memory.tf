output "bytes" {
  value = provider::ai::parse_memory("4 GiB")
}
