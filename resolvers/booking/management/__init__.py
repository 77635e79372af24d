"""Managing agendas: what is offered, when, and where."""
