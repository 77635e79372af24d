"""Managing agendas through the API."""
