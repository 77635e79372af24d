"""Instructions, controllership and explanations."""
