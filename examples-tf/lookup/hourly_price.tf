# Two units for each of three replicas, at 0.0005 a minute.
output "price_of_an_hour" {
  value = provider::ai::hourly_price(0.0005, 2, 3)
}
