"""The demo world: invented people, their appointments and those who look at them."""
